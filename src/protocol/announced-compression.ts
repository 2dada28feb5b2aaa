/** The compression of a stream's messages, as the head of the response announces it. */
import { acceptEncoding, type Compression, findCompression } from "../wire/compression.ts";
import { encodingError } from "./phrase-answer.ts";

/**
 * Undefined for none. One that is not known is an error when a message comes in it, and not before: the end of the
 * stream may be readable, and say what happened.
 */
export function announcedCompression(
  encoding: string | null,
  accepted: readonly Compression[],
): Compression | undefined {
  const found = findCompression(encoding, accepted);
  const refuse = (): never => {
    throw encodingError(encoding, acceptEncoding(accepted));
  };
  return found === null ? { name: `${encoding}`, compress: refuse, decompress: refuse } : found;
}
