/** What every call begins and ends with, whatever its kind. */
import { ConnectError } from "../core/connect-error.ts";
import { Deadline, resolveTimeoutMs } from "../core/deadline.ts";
import { procedureName } from "../core/method.ts";
import { RequestContext } from "../core/request-context.ts";
import type { ResponseMetadata } from "../core/response-metadata.ts";
import type { BoundMethod } from "./bound-method.ts";
import type { CallOptions } from "./call-options.ts";

/** Begins a call: its clock runs from here. Whoever begins a call ends it with {@link endCall}. */
export function beginCall<I, O>(
  method: BoundMethod<I, O>,
  options: CallOptions,
  captured: ResponseMetadata | undefined,
): RequestContext<I, O> {
  const { core, info, url } = method;
  const deadline = new Deadline({
    timeoutMs: resolveTimeoutMs(options.timeoutMs, core.timeoutMs),
    signal: options.signal,
  });
  const ctx = new RequestContext<I, O>({
    method: info,
    protocol: core.protocol.type,
    url,
    deadline,
    requestHeaders: options.headers,
    values: options.values,
    callOptions: options,
  });
  options.metadata?.observe(ctx as RequestContext);
  captured?.observe(ctx as RequestContext);
  if (options.onHeader) {
    ctx.onResponse = () => options.onHeader?.(ctx.responseHeaders);
  }
  try {
    core.lifetime.enter(deadline);
  } catch (error) {
    deadline.dispose();
    throw error;
  }
  return ctx;
}

export function endCall<I, O>(method: BoundMethod<I, O>, ctx: RequestContext<I, O>, options: CallOptions): void {
  method.core.lifetime.leave(ctx.deadline);
  options.onTrailer?.(ctx.responseTrailers);
}

/** What the caller is told: always a ConnectError, which knows the procedure that failed. */
export function callError<I, O>(reason: unknown, { info }: BoundMethod<I, O>): ConnectError {
  const error = ConnectError.from(reason);
  error.method ??= procedureName(info);
  return error;
}
