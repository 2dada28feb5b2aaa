/** A context for one of several attempts that are made side by side: with an end, headers and a response of its own. */
import { Deadline } from "../core/deadline.ts";
import { Metadata } from "../core/metadata.ts";
import { RequestContext } from "../core/request-context.ts";

/** Ends with the call, or before; it has as much time left as the call. */
class AttemptDeadline extends Deadline {
  readonly #whole: Deadline;
  readonly #unsubscribe: () => void;

  constructor(whole: Deadline) {
    super();
    this.#whole = whole;
    this.#unsubscribe = whole.onAbort((error) => this.abort(error));
  }

  override get remainingMs(): number | undefined {
    return this.#whole.remainingMs;
  }

  override dispose(): void {
    super.dispose();
    this.#unsubscribe?.(); // not yet set where the call has ended already
  }
}

export function attemptContext<I, O>(ctx: RequestContext<I, O>): RequestContext<I, O> {
  const { method, protocol, url, callOptions, send, values } = ctx;
  return new RequestContext<I, O>({
    method,
    protocol,
    url,
    callOptions,
    send,
    values,
    requestHeaders: ctx.hasRequestHeaders ? new Metadata(ctx.requestHeaders) : undefined,
    deadline: new AttemptDeadline(ctx.deadline),
  });
}

/** The call has the response of this attempt. */
export function takeResponse<I, O>(ctx: RequestContext<I, O>, attempt: RequestContext<I, O>): void {
  ctx.httpMethod = attempt.httpMethod;
  ctx.setResponse(() => ({ headers: attempt.responseHeaders, trailers: attempt.responseTrailers }));
}
