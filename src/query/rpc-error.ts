/** Asks what a query, a mutation or a stream failed with. */
import type { Code } from "../core/code.ts";
import { type ConnectError, isConnectError } from "../core/connect-error.ts";

/**
 * True if a call failed, with this code if one is named.
 *
 * @example
 * if (isRpcError(error, Code.NotFound)) { ... }
 */
export function isRpcError(error: unknown, code?: Code): error is ConnectError {
  return isConnectError(error) && (code === undefined || error.code === code);
}
