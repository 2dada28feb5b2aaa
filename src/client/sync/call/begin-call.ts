/** The start and end of every synchronous call, whatever its kind. */
import type { CallObserver } from "../../../core/capture.ts";
import { resolveTimeoutMs } from "../../../core/deadline.ts";
import { RequestContext } from "../../../core/request-context.ts";
import type { SyncCallOptions, SyncCallTarget } from "./call-target.ts";

/** Begins a call and starts its clock. The caller must end it with {@link endCallSync}. */
export function beginCallSync<I, O>(
  { core, method, url }: SyncCallTarget<I, O>,
  options: SyncCallOptions,
  captured: CallObserver | undefined,
): RequestContext<I, O> {
  const ctx = new RequestContext<I, O>({
    method,
    protocol: core.protocol.type,
    url,
    deadline: core.lifetime.open(resolveTimeoutMs(options.timeoutMs ?? core.timeoutMs)),
    requestHeaders: options.headers,
    values: options.values,
    callOptions: options,
  });
  options.metadata?.observe(ctx as RequestContext);
  captured?.observe(ctx as RequestContext);
  const { onHeader } = options; // application callbacks are called without a receiver
  ctx.onResponse = () => onHeader?.(ctx.responseHeaders);
  return ctx;
}

export function endCallSync<I, O>(
  { core }: SyncCallTarget<I, O>,
  ctx: RequestContext<I, O>,
  options: SyncCallOptions,
): void {
  core.lifetime.leave(ctx.deadline);
  const { onTrailer } = options;
  onTrailer?.(ctx.responseTrailers);
}
