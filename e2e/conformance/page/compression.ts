/** Selects the compression of a case: those of the package, and two custom ones. */
import { type Compression as CompressionMethod, gzip } from "farcall";
import { brotli } from "farcall/compression/brotli";
import { zstd } from "farcall/compression/zstd";
import { deflate } from "./compressions/deflate.ts";
import { snappy } from "./compressions/snappy.ts";
import { Compression } from "./protos.ts";

export function compressionOf(compression: Compression): CompressionMethod | null {
  switch (compression) {
    case Compression.UNSPECIFIED:
    case Compression.IDENTITY:
      return null;
    case Compression.GZIP:
      return gzip();
    case Compression.BR:
      return brotli();
    case Compression.ZSTD:
      return zstd();
    case Compression.DEFLATE:
      return deflate();
    case Compression.SNAPPY:
      return snappy();
    default:
      throw new Error(`there is no compression for ${Compression[compression]}`);
  }
}
