/** Headers and trailers of a response as one: what an error has of them. */
import { Metadata } from "../core/metadata.ts";

export function mergedMetadata(headers: HeadersInit, trailers: HeadersInit): Metadata {
  const all = new Metadata(headers);
  all.appendAll(trailers);
  return all;
}
