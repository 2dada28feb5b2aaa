/** Compressions that work synchronously, as synchronous calls require. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { Compression } from "../compression.ts";

export interface CompressionSync extends Compression {
  compress(bytes: Uint8Array): Uint8Array;
  decompress(bytes: Uint8Array, maxBytes: number, check?: () => void): Uint8Array;
}

/**
 * Returns a compression with its synchronous functions under the usual names. If one returns a promise, it throws
 * unimplemented.
 */
export function toCompressionSync(compression: Compression): CompressionSync {
  const { name, magic } = compression;
  const now = (answer: Uint8Array | Promise<Uint8Array>): Uint8Array => {
    if (!("then" in answer)) {
      return answer;
    }
    Promise.resolve(answer).catch(() => {}); // nobody will await it
    throw new ConnectError(
      Code.Unimplemented,
      `the compression ${name} returned a promise, which a synchronous call cannot await: it needs compressSync and decompressSync`,
    );
  };
  return {
    name,
    ...(magic && { magic }),
    compress: (bytes) => now(compression.compressSync?.(bytes) ?? compression.compress(bytes)),
    decompress: (bytes, maxBytes, check) =>
      now(compression.decompressSync?.(bytes, maxBytes, check) ?? compression.decompress(bytes, maxBytes, check)),
  };
}
