/** Merges the headers and trailers of a response, for the metadata of an error. */
import { Metadata } from "../core/metadata.ts";

export function mergedMetadata(headers: HeadersInit, trailers: HeadersInit): Metadata {
  const all = new Metadata(headers);
  all.appendAll(trailers);
  return all;
}
