/**
 * Brotli in JavaScript, with native compression where available: the entry point "farcall/compression/brotli".
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932
 */
import type { Compression } from "../wire/compression.ts";
import { brotliDecode } from "./brotli/decode.ts";
import { brotliEncode } from "./brotli/encode.ts";
import { encodeAtLevel } from "./encode-at-level.ts";
import { levelOption } from "./level-option.ts";
import { compressor } from "./native-compressor.ts";

export interface BrotliOptions {
  /**
   * 1 (fastest) to 11 (smallest), default 3. Above 6 there is nothing to gain.
   * An engine's own compressor has no quality setting: setting one keeps compression in JavaScript for payloads of
   * every size.
   */
  quality?: number;
}

/** Used if no quality is set. */
const defaultQuality = 3;

/**
 * Creates the compression "br".
 *
 * ```ts
 * import { brotli } from "farcall/compression/brotli";
 *
 * createConnectTransport({ baseUrl, sendCompression: brotli({ quality: 5 }), acceptCompression: [brotli()] });
 * ```
 *
 * Plain JavaScript without dependencies: a Content-Security-Policy needs neither `unsafe-eval` nor `wasm-unsafe-eval`,
 * and nothing is fetched. It is synchronous, as synchronous calls require, with one exception for asynchronous calls:
 * if no quality is set, payloads above 16 KiB are compressed natively where the engine can (Firefox).
 *
 * Browsers decode "br" in responses to unary Connect calls themselves; this is for requests, streams, gRPC-Web and
 * servers.
 *
 * `decompress` throws `resource_exhausted` before its output exceeds `maxBytes`, and an `Error` for truncated or
 * corrupt data (as far as it can tell: Brotli has no checksum). It uses at most twice the memory of its output, and
 * never more than twice `maxBytes`.
 *
 * @throws a ConnectError with `invalid_argument` if `quality` is not a whole number from 1 to 11
 */
export function brotli(options: BrotliOptions = {}): Compression {
  const quality = levelOption(options, { compression: "br", name: "quality", least: 1, most: 11 });
  const chosen = quality ?? defaultQuality;
  const compressSync = (bytes: Uint8Array): Uint8Array => encodeAtLevel(bytes, chosen, brotliEncode);
  return {
    name: "br",
    compress: compressor(quality === undefined ? ["brotli", "br"] : [], compressSync),
    compressSync,
    // Not natively: engines inflate all of their input before they can be stopped, and a few bytes can inflate to many
    // MiB.
    decompress: brotliDecode,
  };
}
