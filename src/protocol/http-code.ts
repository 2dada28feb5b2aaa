/**
 * The code of an HTTP status, for answers that carry no code of their own. Not the inverse of the status that a server
 * chooses for a code.
 *
 * @see https://connectrpc.com/docs/protocol#http-to-error-code
 */
import { Code } from "../core/code.ts";

const codes: Readonly<Record<number, Code>> = {
  400: Code.Internal,
  401: Code.Unauthenticated,
  403: Code.PermissionDenied,
  404: Code.Unimplemented,
  429: Code.Unavailable,
  502: Code.Unavailable,
  503: Code.Unavailable,
  504: Code.Unavailable,
};

export function codeFromHttpStatus(status: number): Code {
  return codes[status] ?? Code.Unknown;
}
