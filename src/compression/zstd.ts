/**
 * Zstandard in JavaScript, with native compression where available: the entry point "farcall/compression/zstd".
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878
 */
import type { Compression } from "../wire/compression.ts";
import { encodeAtLevel } from "./encode-at-level.ts";
import { levelOption } from "./level-option.ts";
import { compressor } from "./native-compressor.ts";
import { zstdDecode } from "./zstd/decode.ts";
import { zstdEncode } from "./zstd/encode.ts";

export interface ZstdOptions {
  /**
   * 1 (fastest) to 22 (smallest), default 3. Above 6 there is nothing to gain.
   * An engine's own compressor has no level setting: setting one keeps compression in JavaScript for payloads of every
   * size.
   */
  level?: number;
}

/** Used if no level is set. */
const defaultLevel = 3;

/**
 * Creates the compression "zstd".
 *
 * ```ts
 * import { zstd } from "farcall/compression/zstd";
 *
 * createConnectTransport({ baseUrl, sendCompression: zstd({ level: 5 }), acceptCompression: [zstd()] });
 * ```
 *
 * Plain JavaScript without dependencies: a Content-Security-Policy needs neither `unsafe-eval` nor `wasm-unsafe-eval`,
 * and nothing is fetched. It is synchronous, as synchronous calls require, with one exception for asynchronous calls:
 * if no level is set, payloads above 16 KiB are compressed natively where the engine can (none can yet).
 *
 * Chromium and Firefox decode "zstd" in responses to unary Connect calls themselves, WebKit does not: `magic` tells.
 * Its output has a window of at most 2 MiB, so that every decoder accepts it.
 *
 * `decompress` throws `resource_exhausted` before its output exceeds `maxBytes`, and an `Error` for truncated or
 * corrupt data; checksums are verified if present. It uses at most twice the memory of its output, and never more than
 * twice `maxBytes`.
 *
 * @throws a ConnectError with `invalid_argument` if `level` is not a whole number from 1 to 22
 */
export function zstd(options: ZstdOptions = {}): Compression {
  const level = levelOption(options, { compression: "zstd", name: "level", least: 1, most: 22 });
  const chosen = level ?? defaultLevel;
  const compressSync = (bytes: Uint8Array): Uint8Array => encodeAtLevel(bytes, chosen, zstdEncode);
  return {
    name: "zstd",
    magic: [0x28, 0xb5, 0x2f, 0xfd],
    compress: compressor(level === undefined ? ["zstd", "zstandard"] : [], compressSync),
    compressSync,
    // Not natively: engines inflate all of their input before they can be stopped, and a few bytes can inflate to many
    // MiB.
    decompress: zstdDecode,
  };
}
