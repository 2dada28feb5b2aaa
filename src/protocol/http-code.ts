/**
 * Maps an HTTP status to a code, for responses without one. This is not the inverse of the mapping that servers use.
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
