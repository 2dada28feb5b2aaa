/** Reads the bytes of a descriptor set, and says what is wrong with them. */
import { createFileRegistry, type FileRegistry, fromBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { expectNames } from "./expect-names.ts";

export interface DescriptorSet {
  readonly files: readonly FileDescriptorProto[];
  readonly registry: FileRegistry;
}

/** @throws with a message that says how to create such a set */
export function readDescriptorSet(bytes: Uint8Array): DescriptorSet {
  const set = parsed(bytes);
  if (!set || set.file.length === 0 || set.file.some((file) => file.name === "")) {
    throw new Error("Not a binary descriptor set. Create one with buf build -o descriptors.binpb.");
  }
  expectNames(set.file);
  let registry: FileRegistry;
  try {
    registry = createFileRegistry(set);
  } catch (error) {
    throw new Error(
      `The descriptor set is incomplete: ${error instanceof Error ? error.message : String(error)}. Create it with buf build -o descriptors.binpb, or with protoc --include_imports.`,
    );
  }
  if (!set.file.some(({ service }) => service.length > 0)) {
    throw new Error("The descriptor set contains no service.");
  }
  return { files: set.file, registry };
}

function parsed(bytes: Uint8Array) {
  try {
    return fromBinary(FileDescriptorSetSchema, bytes);
  } catch {
    return undefined;
  }
}
