/** The descriptors of a call, from the bytes that the page gave, and what can be asked of them. */
import {
  create,
  createFileRegistry,
  type DescMessage,
  type DescMethod,
  type FileRegistry,
  fromBinary,
  toBinary,
} from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { Row } from "farcall/devtools";
import type { ReadSchema } from "./read-details.ts";

export interface CallSchema {
  readonly registry: FileRegistry | undefined;
  readonly input: DescMessage | undefined;
  readonly output: DescMessage | undefined;
  /** The files as the page gave them. */
  readonly files: readonly Uint8Array[];
  /** Why there is no registry. */
  readonly problem?: string;
}

export const noSchema: CallSchema = { registry: undefined, input: undefined, output: undefined, files: [] };

export function buildSchema({ files, input, output }: ReadSchema, row: Row): CallSchema {
  try {
    const protos = files.map((file) => fromBinary(FileDescriptorProtoSchema, file));
    const described = schemaOf(protos, files, input, output);
    if (!described.input || !described.output || described.registry?.getService(row.service)) {
      return described;
    }
    // A page knows a service by its methods, and their messages may lie in other files than it does.
    const made = serviceFile(row, described.input, described.output);
    return schemaOf([...protos, made], [...files, toBinary(FileDescriptorProtoSchema, made)], input, output);
  } catch (error) {
    return { ...noSchema, files, problem: error instanceof Error ? error.message : String(error) };
  }
}

function schemaOf(
  protos: readonly FileDescriptorProto[],
  files: readonly Uint8Array[],
  input: string,
  output: string,
): CallSchema {
  const registry = registryOf(protos);
  return { registry, input: registry.getMessage(input), output: registry.getMessage(output), files };
}

function serviceFile({ service, method, kind }: Row, input: DescMessage, output: DescMessage): FileDescriptorProto {
  const dot = service.lastIndexOf(".");
  return create(FileDescriptorProtoSchema, {
    name: `${service.replaceAll(".", "/")}.proto`,
    package: service.slice(0, Math.max(0, dot)),
    syntax: "proto3",
    dependency: [...new Set([`${input.file.name}.proto`, `${output.file.name}.proto`])],
    service: [
      {
        name: service.slice(dot + 1),
        method: [
          {
            name: method,
            inputType: `.${input.typeName}`,
            outputType: `.${output.typeName}`,
            clientStreaming: kind === "client_streaming" || kind === "bidi_streaming",
            serverStreaming: kind === "server_streaming" || kind === "bidi_streaming",
          },
        ],
      },
    ],
  });
}

/** The last of them depends on all others, or on none: every file is asked for in turn. */
function registryOf(protos: readonly FileDescriptorProto[]): FileRegistry {
  const byName = new Map(protos.map((proto) => [proto.name, proto]));
  const registries = protos.map((proto) => createFileRegistry(proto, (name) => byName.get(name)));
  return registries.length === 1 && registries[0] ? registries[0] : createFileRegistry(...registries);
}

/** The method of this procedure, if the files that the page gave describe its service. */
export function findMethod(schema: CallSchema, service: string, method: string): DescMethod | undefined {
  return schema.registry?.getService(service)?.methods.find(({ name }) => name === method);
}
