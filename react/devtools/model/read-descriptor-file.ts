/** Reads a descriptor set. Loaded on first use. */
import { createFileRegistry, type FileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import type { DescriptorFile } from "./descriptor-file.ts";
import { expectNames } from "./expect-names.ts";

/** @throws with a message that says how to create such a file */
export function readDescriptorFile(name: string, bytes: Uint8Array): DescriptorFile {
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
  return {
    name,
    schemaOf({ service, method: called }) {
      const method = registry.getService(service)?.methods.find((one) => one.name === called);
      return method && { registry, input: method.input, output: method.output, files: set.file };
    },
  };
}

function parsed(bytes: Uint8Array) {
  try {
    return fromBinary(FileDescriptorSetSchema, bytes);
  } catch {
    return undefined;
  }
}
