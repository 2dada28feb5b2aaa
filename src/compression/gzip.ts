/**
 * gzip: decompresses in JavaScript; compresses in JavaScript or, large payloads, natively.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1952
 */
import { gzipSync } from "fflate";
import type { Compression } from "../wire/compression.ts";
import { gzipDecode } from "./gzip/decode.ts";
import { magic } from "./gzip/magic.ts";
import { gzipStore } from "./gzip/store.ts";
import { levelOption } from "./level-option.ts";
import { compressor } from "./native-compressor.ts";

export interface GzipOptions {
  /**
   * 0 (store) to 9 (smallest), default 6. Browsers' own compressors have no level setting: setting one keeps
   * compression in JavaScript for payloads of every size.
   */
  level?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
}

/**
 * Creates the gzip compression. Synchronous calls use JavaScript for payloads of every size. The output has no time
 * stamp: the same message always compresses to the same bytes, which caches and tests can rely on.
 */
export function gzip(options: GzipOptions = {}): Compression {
  const level = levelOption(options, { compression: "gzip", name: "level", least: 0, most: 9 }) as GzipOptions["level"];
  const compressSync = (bytes: Uint8Array): Uint8Array =>
    level === 0 ? gzipStore(bytes) : gzipSync(bytes, { level: level ?? 6, mtime: 0 });
  return {
    name: "gzip",
    magic,
    compress: compressor(level === undefined ? ["gzip"] : [], compressSync),
    compressSync,
    decompress: gzipDecode,
    decompressSync: gzipDecode,
  };
}
