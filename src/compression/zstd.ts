/**
 * Zstandard in JavaScript, and natively where the engine compresses it: the door "farcall/compression/zstd".
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
   * 1 (fastest) to 22 (smallest), default 3. From 6 on there is no more to gain.
   * An engine's own compressor has no level: naming one, whichever, keeps compression in JavaScript for payloads of
   * every size.
   */
  level?: number;
}

/** Where none is named. */
const defaultLevel = 3;

/**
 * The compression "zstd" of the protocols.
 *
 * ```ts
 * import { zstd } from "farcall/compression/zstd";
 *
 * createConnectTransport({ baseUrl, sendCompression: zstd({ level: 5 }), acceptCompression: [zstd()] });
 * ```
 *
 * Plain JavaScript without dependencies: a Content-Security-Policy needs neither `unsafe-eval` nor `wasm-unsafe-eval`,
 * and nothing is fetched. It answers at once, as synchronous calls need it, with one exception, which is not made for
 * them: without a level, payloads above 16 KiB are compressed natively where the engine can do it (none does yet).
 *
 * Chromium and Firefox decode "zstd" in the answers of unary Connect calls by themselves, WebKit does not: `magic`
 * tells. What it writes has a window of 2 MiB at most, so that every reader takes it.
 *
 * `decompress` throws `resource_exhausted` before more than `maxBytes` come out, and an `Error` for data that is
 * truncated or corrupt; a checksum is verified where there is one. Its memory follows what comes out: at most twice as
 * much, and never more than twice `maxBytes`.
 *
 * @throws a ConnectError with `invalid_argument` if `level` is no whole number from 1 to 22
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
    // Not natively: engines inflate all that they are given before anyone can stop them, and a few bytes can stand for
    // many MiB.
    decompress: zstdDecode,
  };
}
