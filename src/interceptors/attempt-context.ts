/** Creates contexts for concurrent attempts: each with its own deadline, headers and response. */
import { Deadline } from "../core/deadline.ts";
import { Metadata } from "../core/metadata.ts";
import { RequestContext } from "../core/request-context.ts";

/** Ends with the call or earlier, and has as much time left as the call. */
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
    this.#unsubscribe?.(); // not set yet if the call had already ended
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

/** Makes the response of this attempt that of the call. */
export function takeResponse<I, O>(ctx: RequestContext<I, O>, attempt: RequestContext<I, O>): void {
  ctx.httpMethod = attempt.httpMethod;
  ctx.setResponse(() => ({ headers: attempt.responseHeaders, trailers: attempt.responseTrailers }));
}
