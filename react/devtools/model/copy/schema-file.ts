/** The descriptors of a call as a file for commands: a google.protobuf.FileDescriptorSet. */
import { create, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { writeBase64 } from "../read-base64.ts";
import type { CopySource } from "./source.ts";

export interface SchemaFile {
  readonly path: string;
  /** A command that writes the file. */
  readonly command: string;
}

/** @returns undefined if the page has not described the service */
export function schemaFile({ schema, service, descriptor }: CopySource): SchemaFile | undefined {
  if (!descriptor) {
    return undefined;
  }
  const file = [...schema.files];
  const set = toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file }));
  const path = `/tmp/${service.replace(/[^\w.-]/g, "_")}.binpb`;
  const lines = writeBase64(set).replace(/(.{120})/g, "$1\n");
  return { path, command: `base64 -d > ${path} <<'END'\n${lines}\nEND` };
}
