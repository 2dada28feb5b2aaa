/** The start and end of every call, whatever its kind. */
import type { CallObserver } from "../../core/capture.ts";
import { ConnectError, copyError } from "../../core/connect-error.ts";
import { resolveTimeoutMs } from "../../core/deadline.ts";
import { type MethodInfo, procedureName } from "../../core/method.ts";
import { RequestContext } from "../../core/request-context.ts";
import type { CallOptions } from "../call-options.ts";
import type { CallTarget } from "./call-target.ts";

/** Begins a call and starts its clock. The caller must end it with {@link endCall}. */
export function beginCall<I, O>(
  target: CallTarget<I, O>,
  options: CallOptions,
  captured: CallObserver | undefined,
): RequestContext<I, O> {
  const { core, method, url } = target;
  const deadline = core.lifetime.open({
    timeoutMs: resolveTimeoutMs(options.timeoutMs ?? core.timeoutMs),
    signal: options.signal,
  });
  const ctx = new RequestContext<I, O>({
    method,
    protocol: core.protocol.type,
    url,
    deadline,
    requestHeaders: options.headers,
    values: options.values,
    callOptions: options,
    send: core.fetch,
  });
  options.metadata?.observe(ctx as RequestContext);
  captured?.observe(ctx as RequestContext);
  const { onHeader } = options; // application callbacks are called without a receiver
  if (onHeader) {
    ctx.onResponse = () => onHeader(ctx.responseHeaders);
  }
  return ctx;
}

export function endCall<I, O>({ core }: CallTarget<I, O>, ctx: RequestContext<I, O>, options: CallOptions): void {
  core.lifetime.leave(ctx.deadline);
  const { onTrailer } = options;
  onTrailer?.(ctx.responseTrailers);
}

/**
 * Returns the error for the caller: always a ConnectError, with the procedure that failed. An error of another call, or
 * one that others may still use (the caller's abort reason, a constant), is copied and not modified.
 */
export function callError(reason: unknown, method: MethodInfo, { signal }: CallOptions = {}): ConnectError {
  const procedure = procedureName(method);
  let error = ConnectError.from(reason);
  if (error === signal?.reason || Object.isFrozen(error) || (error.method ?? procedure) !== procedure) {
    error = copyError(error);
  }
  error.method = procedure;
  return error;
}
