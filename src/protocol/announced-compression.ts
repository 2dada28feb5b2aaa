/** The compression of a stream's messages, as the head of the response announces it. */
import type { ConnectError } from "../core/connect-error.ts";
import { acceptEncoding, type Compression, findCompression } from "../wire/compression.ts";
import { encodingError } from "./phrase-answer.ts";

export interface AnnouncedCompression {
  readonly compression: Compression | undefined;
  /** Why no message can be read, compressed or not; undefined if they can. */
  readonly refusal: ConnectError | undefined;
}

/**
 * One that is not known is an error when a message comes, and not before: the end of the stream may be readable, and say
 * what happened.
 */
export function announcedCompression(encoding: string | null, accepted: readonly Compression[]): AnnouncedCompression {
  const compression = findCompression(encoding, accepted);
  return compression === null
    ? { compression: undefined, refusal: encodingError(encoding, acceptEncoding(accepted)) }
    : { compression, refusal: undefined };
}
