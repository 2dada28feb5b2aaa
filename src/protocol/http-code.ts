/**
 * The code of an HTTP status, for answers that carry no code of their own. Not the inverse of the status that a server
 * chooses for a code.
 *
 * @see https://connectrpc.com/docs/protocol#http-to-error-code
 */
import { Code } from "../core/code.ts";

export function codeFromHttpStatus(status: number): Code {
  switch (status) {
    case 400:
      return Code.Internal;
    case 401:
      return Code.Unauthenticated;
    case 403:
      return Code.PermissionDenied;
    case 404:
      return Code.Unimplemented;
    case 429:
    case 502:
    case 503:
    case 504:
      return Code.Unavailable;
    default:
      return Code.Unknown;
  }
}
