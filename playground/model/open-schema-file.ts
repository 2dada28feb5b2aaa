/** Reads a descriptor set that the user opened or dropped. */
import { formatBytes } from "./format.ts";
import type { SchemaRecord } from "./schema.ts";

/** Far more than the largest known sets: those of all Google APIs together have 20 MB. */
const mostBytes = 256 * 1024 * 1024;

const howTo = "Compile it with buf build -o descriptors.binpb, or with protoc --include_imports --descriptor_set_out.";

/** @throws with a message that says what else to open */
export async function openSchemaFile(file: File): Promise<SchemaRecord> {
  if (/\.proto$/i.test(file.name)) {
    throw new Error(`This is a source file. ${howTo}`);
  }
  if (file.size === 0) {
    throw new Error(`The file is empty. ${howTo}`);
  }
  if (file.size > mostBytes) {
    throw new Error(`The file has ${formatBytes(file.size)}, more than any descriptor set. ${howTo}`);
  }
  const bytes = new Uint8Array(await (await inflated(file)).arrayBuffer());
  return { name: file.name, bytes, readAtMs: Date.now() };
}

/** buf compresses what it writes to a file that ends in .gz. */
async function inflated(file: File): Promise<Blob | Response> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b
    ? new Response(file.stream().pipeThrough(new DecompressionStream("gzip")))
    : file;
}
