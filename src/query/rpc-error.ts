/** Checks the error of a query, a mutation or a stream. */
import type { Code } from "../core/code.ts";
import { type ConnectError, isConnectError } from "../core/connect-error.ts";

/**
 * Returns true for the error of a failed call, with this code if one is given.
 *
 * @example
 * if (isRpcError(error, Code.NotFound)) { ... }
 */
export function isRpcError<C extends Code>(error: unknown, code: C): error is ConnectError & { readonly code: C };
export function isRpcError(error: unknown): error is ConnectError;
export function isRpcError(error: unknown, code?: Code): boolean {
  return isConnectError(error) && (code === undefined || error.code === code);
}
