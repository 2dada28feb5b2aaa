/** The descriptors of a call, from the bytes that the page gave, and what can be asked of them. */
import {
  createFileRegistry,
  type DescMessage,
  type DescMethod,
  type FileRegistry,
  fromBinary,
} from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
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

export function buildSchema({ files, input, output }: ReadSchema): CallSchema {
  try {
    const protos = files.map((file) => fromBinary(FileDescriptorProtoSchema, file));
    const registry = registryOf(protos);
    return { registry, input: registry.getMessage(input), output: registry.getMessage(output), files };
  } catch (error) {
    return { ...noSchema, files, problem: error instanceof Error ? error.message : String(error) };
  }
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
