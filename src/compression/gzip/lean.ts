/**
 * gzip as transports use it by default: compressed by the engine, so that pages do not load a compressor that the
 * browser already has, and decompressed by code that is loaded with the first compressed message. Most pages never meet
 * one: browsers themselves decompress a body that is compressed as a whole.
 */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { Compression } from "../../wire/compression.ts";
import { compressor } from "../native-compressor.ts";
import { magic } from "./magic.ts";

let decode: typeof import("./decode.ts").gzipDecode | undefined;

/** For asynchronous calls only: synchronous ones cannot await the engine. */
export function leanGzip(): Compression {
  return {
    name: "gzip",
    magic,
    compress: compressor(["gzip"], async (bytes) => (await loaded(import("fflate"))).gzipSync(bytes, { mtime: 0 }), 0),
    decompress(bytes, maxBytes, check) {
      if (decode) {
        return decode(bytes, maxBytes, check);
      }
      return loaded(import("./decode.ts")).then(({ gzipDecode }) => {
        decode = gzipDecode;
        return decode(bytes, maxBytes, check);
      });
    },
  };
}

/** Names the cause where the page cannot load a part of itself: it is offline, or an older build than the server has. */
async function loaded<T>(part: Promise<T>): Promise<T> {
  try {
    return await part;
  } catch (cause) {
    throw new ConnectError(
      Code.Unavailable,
      "the page could not load its code for gzip: it is offline or was replaced by a newer build; reload the page",
      { cause },
    );
  }
}
