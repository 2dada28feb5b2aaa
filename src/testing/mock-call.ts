/** A call that has come to the mock, for a test to look at. */
import type { Metadata } from "../core/metadata.ts";
import type { MethodInfo } from "../core/method.ts";
import type { RequestContext } from "../core/request-context.ts";

/** What came over the wire: nothing of it is taken from the caller's own hands. */
export class MockCall<I = unknown> {
  readonly method: MethodInfo;
  /** Request headers, those of the protocol included. */
  readonly headers: Metadata;
  /** Every request message that was read so far, in order; of a call that does not stream requests, just one. */
  readonly requests: readonly I[] = [];
  readonly #ctx: RequestContext;

  /** @internal */
  constructor(ctx: RequestContext) {
    this.#ctx = ctx;
    this.method = ctx.method;
    this.headers = ctx.requestHeaders;
  }

  /** The request; of several the first. Throws if none has come. */
  get request(): I {
    if (this.requests.length === 0) {
      throw new Error(`${this.method.name}: no request message has been read yet`);
    }
    return this.requests[0] as I;
  }

  /** The time that the caller still gives, in milliseconds; undefined without a timeout. */
  get timeoutMs(): number | undefined {
    return this.#ctx.timeoutMs;
  }

  /** Aborted once the caller has canceled the call, has left its stream, or has run out of time. */
  get signal(): AbortSignal {
    return this.#ctx.signal;
  }

  /** @internal Notes a message. */
  note(request: I): void {
    (this.requests as I[]).push(request);
  }

  /** @internal Notes messages while somebody else reads them. */
  async *noted(requests: AsyncIterable<I>): AsyncGenerator<I> {
    for await (const request of requests) {
      this.note(request);
      yield request;
    }
  }
}
