/** Reads a descriptor set that describes calls. Loaded on first use. */
import type { DescriptorFile } from "./descriptor-file.ts";
import { readDescriptorSet } from "./read-descriptor-set.ts";

/** @throws with a message that says how to create such a file */
export function readDescriptorFile(name: string, bytes: Uint8Array): DescriptorFile {
  const { files, registry } = readDescriptorSet(bytes);
  return {
    name,
    schemaOf({ service, method: called }) {
      const method = registry.getService(service)?.methods.find((one) => one.name === called);
      return method && { registry, input: method.input, output: method.output, files };
    },
  };
}
