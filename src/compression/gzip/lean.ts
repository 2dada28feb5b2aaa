/**
 * gzip as transports use it by default: compressed by the engine, so that pages do not load a compressor that the
 * browser already has. Loads fflate where the browser has none.
 */
import type { Compression } from "../../wire/compression.ts";
import { compressor } from "../native-compressor.ts";
import { gzipDecode, magic } from "./decode.ts";

/** For asynchronous calls only: synchronous ones cannot await the engine. */
export function leanGzip(): Compression {
  return {
    name: "gzip",
    magic,
    compress: compressor(["gzip"], async (bytes) => (await import("fflate")).gzipSync(bytes, { mtime: 0 }), 0),
    decompress: gzipDecode,
  };
}
