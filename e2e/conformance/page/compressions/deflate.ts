/**
 * "deflate" as in HTTP, which is the zlib format: a custom compression, because the package does not include it.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1950
 */
import type { Compression } from "farcall";
import { Unzlib, zlibSync } from "fflate";
import { joinWithin } from "./join-within.ts";

/** Decompresses input in steps of this size, so that the limit takes effect before much output has been produced. */
const stepBytes = 1024;

export function deflate(): Compression {
  return {
    name: "deflate",
    compress: (bytes) => zlibSync(bytes),
    decompress(bytes, maxBytes) {
      const parts = joinWithin(maxBytes);
      const inflater = new Unzlib((part) => parts.push(part));
      for (let start = 0; start < bytes.byteLength; start += stepBytes) {
        const end = start + stepBytes;
        inflater.push(bytes.subarray(start, end), end >= bytes.byteLength);
      }
      return parts.join();
    },
  };
}
