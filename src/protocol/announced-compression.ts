/** Reads the compression of a stream's messages from its response headers. */
import type { ConnectError } from "../core/connect-error.ts";
import { acceptEncoding, type Compression, findCompression } from "../wire/compression.ts";
import { encodingError } from "./phrase-answer.ts";

interface AnnouncedCompression {
  /** Undefined for none. */
  compression: Compression | undefined;
  /**
   * For an unknown compression: the error to throw when a compressed message arrives. Not earlier, because the end of
   * the stream may be readable, and say what happened.
   */
  unknownCompression: ConnectError | undefined;
}

export function announcedCompression(encoding: string | null, accepted: readonly Compression[]): AnnouncedCompression {
  const found = findCompression(encoding, accepted);
  return found === null
    ? { compression: undefined, unknownCompression: encodingError(encoding, acceptEncoding(accepted)) }
    : { compression: found, unknownCompression: undefined };
}
