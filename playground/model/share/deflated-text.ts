/** Compresses text for a URL: deflate, then base64 with the letters that a URL may have. */
import { readBase64, writeBase64 } from "../../../react/devtools/model/read-base64.ts";

/** Of decompressed text: a link could expand a thousandfold. */
const mostBytes = 4 * 1024 * 1024;

export async function deflateText(text: string): Promise<string> {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  return writeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @throws if it was not compressed by `deflateText` */
export async function inflateText(text: string): Promise<string> {
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  const bytes = readBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, "="));
  if (!bytes) {
    throw new TypeError("not base64");
  }
  const inflated = await through(bytes, new DecompressionStream("deflate-raw"));
  return new TextDecoder("utf-8", { fatal: true }).decode(inflated);
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of new Blob([bytes]).stream().pipeThrough(stream) as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > mostBytes) {
      throw new RangeError("too large");
    }
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
