/**
 * Brotli in JavaScript, and natively where the engine compresses it: the door "farcall/compression/brotli".
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
   * 1 (fastest) to 11 (smallest), default 3. From 6 on there is no more to gain.
   * An engine's own compressor has no quality: naming one, whichever, keeps compression in JavaScript for payloads of
   * every size.
   */
  quality?: number;
}

/** Where none is named. */
const defaultQuality = 3;

/**
 * The compression "br" of the protocols.
 *
 * ```ts
 * import { brotli } from "farcall/compression/brotli";
 *
 * createConnectTransport({ baseUrl, sendCompression: brotli({ quality: 5 }), acceptCompression: [brotli()] });
 * ```
 *
 * Plain JavaScript without dependencies: a Content-Security-Policy needs neither `unsafe-eval` nor `wasm-unsafe-eval`,
 * and nothing is fetched. It answers at once, as synchronous calls need it, with one exception, which is not made for
 * them: without a quality, payloads above 16 KiB are compressed natively where the engine can do it (Firefox).
 *
 * Browsers decode "br" in the answers of unary Connect calls by themselves; this is for requests, streams, gRPC-Web and
 * servers.
 *
 * `decompress` throws `resource_exhausted` before more than `maxBytes` come out, and an `Error` for data that is
 * truncated or corrupt (as far as it can be told: Brotli has no checksum). Its memory follows what comes out: at most
 * twice as much, and never more than twice `maxBytes`.
 *
 * @throws a ConnectError with `invalid_argument` if `quality` is no whole number from 1 to 11
 */
export function brotli(options: BrotliOptions = {}): Compression {
  const quality = levelOption(options, { compression: "br", name: "quality", least: 1, most: 11 });
  const chosen = quality ?? defaultQuality;
  const compressSync = (bytes: Uint8Array): Uint8Array => encodeAtLevel(bytes, chosen, brotliEncode);
  return {
    name: "br",
    compress: compressor(quality === undefined ? ["brotli", "br"] : [], compressSync),
    compressSync,
    // Not natively: engines inflate all that they are given before anyone can stop them, and a few bytes can stand for
    // many MiB.
    decompress: brotliDecode,
  };
}
