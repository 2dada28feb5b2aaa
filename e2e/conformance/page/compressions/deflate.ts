/**
 * "deflate" as in HTTP, which is the zlib format: a custom compression, because the package has none of this name.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1950
 */
import type { Compression } from "farcall";
import { Unzlib, zlibSync } from "fflate";
import { joinWithin } from "./join-within.ts";

/** Compressed input is inflated in steps of this size, so that the limit is noticed before much came out. */
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
