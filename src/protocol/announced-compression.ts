/** The compression of a stream's messages, as the head of the response announces it. */
import type { ConnectError } from "../core/connect-error.ts";
import { acceptEncoding, type Compression, findCompression } from "../wire/compression.ts";
import { encodingError } from "./phrase-answer.ts";

interface AnnouncedCompression {
  /** Undefined for none. */
  compression: Compression | undefined;
  /**
   * For one that is not known: the error when something comes in it. Not before, since the end of the stream may be
   * readable, and say what happened.
   */
  unknownCompression: ConnectError | undefined;
}

export function announcedCompression(encoding: string | null, accepted: readonly Compression[]): AnnouncedCompression {
  const found = findCompression(encoding, accepted);
  return found === null
    ? { compression: undefined, unknownCompression: encodingError(encoding, acceptEncoding(accepted)) }
    : { compression: found, unknownCompression: undefined };
}
