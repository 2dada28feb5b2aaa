/**
 * gzip as transports use it when they are told nothing: compressed by the engine alone, so that a page does not load a
 * compressor that the browser has as well. fflate is fetched where it has none.
 */
import type { Compression } from "../../wire/compression.ts";
import { compressor } from "../native-compressor.ts";
import { gzipDecode, magic } from "./decode.ts";

/** Asynchronous calls only: a synchronous one cannot wait for the engine. */
export function leanGzip(): Compression {
  return {
    name: "gzip",
    magic,
    compress: compressor(["gzip"], async (bytes) => (await import("fflate")).gzipSync(bytes, { mtime: 0 }), 0),
    decompress: gzipDecode,
  };
}
