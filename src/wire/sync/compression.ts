/** Compressions that answer at once, as a synchronous call needs them. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { Compression } from "../compression.ts";

export interface CompressionSync extends Compression {
  compress(bytes: Uint8Array): Uint8Array;
  decompress(bytes: Uint8Array, maxBytes: number, check?: () => void): Uint8Array;
}

/** The synchronous functions of a compression under its usual names; a promise becomes an unimplemented error. */
export function toCompressionSync(compression: Compression): CompressionSync {
  const { name, magic } = compression;
  const now = (answer: Uint8Array | Promise<Uint8Array>): Uint8Array => {
    if (!("then" in answer)) {
      return answer;
    }
    Promise.resolve(answer).catch(() => {}); // nobody will wait for it
    throw new ConnectError(
      Code.Unimplemented,
      `the compression ${name} answers with a promise, for which a synchronous call cannot wait: it needs compressSync and decompressSync`,
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
