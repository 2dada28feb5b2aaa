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
  return { name: file.name, bytes: await inflated(new Uint8Array(await file.arrayBuffer())), readAtMs: Date.now() };
}

/** buf compresses what it writes to a file that ends in .gz. */
async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes;
  }
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new Error(`This is a damaged gzip file. ${howTo}`);
  }
}
