/** Builds the descriptors of a call from the page's bytes. Loaded when the first call is opened. */
import { create, createFileRegistry, type DescMessage, type FileRegistry, fromBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { Row } from "farcall/devtools";
import { expectNames } from "./expect-names.ts";
import type { ReadSchema } from "./read-details.ts";
import { type CallSchema, noSchema } from "./schema.ts";

export function buildSchema({ files, input, output }: ReadSchema, row: Row): CallSchema {
  try {
    const protos = files.map((file) => fromBinary(FileDescriptorProtoSchema, file));
    const described = schemaOf(protos, input, output);
    if (!described.input || !described.output || described.registry?.getService(row.service)) {
      return described;
    }
    // A page knows only the methods of a service, whose messages may be in other files.
    const made = serviceFile(row, described.input, described.output);
    return schemaOf([...protos, made], input, output);
  } catch (error) {
    return { ...noSchema, problem: error instanceof Error ? error.message : String(error) };
  }
}

function schemaOf(files: readonly FileDescriptorProto[], input: string, output: string): CallSchema {
  expectNames(files);
  const registry = registryOf(files);
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

/** Builds a registry of all files: the last one may depend on all others, or on none, so each is added in turn. */
function registryOf(protos: readonly FileDescriptorProto[]): FileRegistry {
  const byName = new Map(protos.map((proto) => [proto.name, proto]));
  const registries = protos.map((proto) => createFileRegistry(proto, (name) => byName.get(name)));
  return registries.length === 1 && registries[0] ? registries[0] : createFileRegistry(...registries);
}
