/** A call that the mock has received, for a test to inspect. */
import type { Metadata } from "../core/metadata.ts";
import type { MethodInfo } from "../core/method.ts";
import type { RequestContext } from "../core/request-context.ts";

/** A call as decoded from the wire; nothing is taken from the caller directly. */
export class MockCall<I = unknown> {
  readonly method: MethodInfo;
  /** Request headers, including those of the protocol. */
  readonly headers: Metadata;
  /** The request messages read so far, in order; one if the call does not stream requests. */
  readonly requests: readonly I[] = [];
  readonly #ctx: RequestContext;

  /** @internal */
  constructor(ctx: RequestContext) {
    this.#ctx = ctx;
    this.method = ctx.method;
    this.headers = ctx.requestHeaders;
  }

  /** The first request. Throws if none has been read. */
  get request(): I {
    if (this.requests.length === 0) {
      throw new Error(`${this.method.name}: no request message has been read yet`);
    }
    return this.requests[0] as I;
  }

  /** Milliseconds left until the caller's deadline; undefined without a timeout. */
  get timeoutMs(): number | undefined {
    return this.#ctx.timeoutMs;
  }

  /** Aborted once the caller has canceled the call, closed its stream early, or timed out. */
  get signal(): AbortSignal {
    return this.#ctx.signal;
  }

  /** @internal Records a message. */
  note(request: I): void {
    (this.requests as I[]).push(request);
  }

  /** @internal Records messages as they are read. */
  async *noted(requests: AsyncIterable<I>): AsyncGenerator<I> {
    for await (const request of requests) {
      this.note(request);
      yield request;
    }
  }
}
