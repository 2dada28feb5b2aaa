/** Reads a set of descriptors. Loaded with the first of them. */
import { createFileRegistry, type FileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import type { DescriptorFile } from "./descriptor-file.ts";
import { expectNames } from "./expect-names.ts";

/** @throws with a sentence that says how such a file is made */
export function readDescriptorFile(name: string, bytes: Uint8Array): DescriptorFile {
  const set = parsed(bytes);
  if (!set || set.file.length === 0 || set.file.some((file) => file.name === "")) {
    throw new Error("This is no set of descriptors in the binary format: buf build -o descriptors.binpb writes one.");
  }
  expectNames(set.file);
  let registry: FileRegistry;
  try {
    registry = createFileRegistry(set);
  } catch (error) {
    throw new Error(
      `It is not complete: ${error instanceof Error ? error.message : String(error)}. buf build -o descriptors.binpb writes all that is imported, and so does protoc with --include_imports.`,
    );
  }
  if (!set.file.some(({ service }) => service.length > 0)) {
    throw new Error("It describes no service.");
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
