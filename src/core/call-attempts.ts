/** Runs the attempts of one call, one at a time, each with a fresh response, and determines the call's outcome. */
import { Code } from "./code.ts";
import { ConnectError, isConnectError } from "./connect-error.ts";
import type { CallInterception, CallNext } from "./interceptor.ts";
import { Metadata } from "./metadata.ts";
import type { ReplayableRequests } from "./replayable-requests.ts";
import { isOnClient, type RequestContext } from "./request-context.ts";

export interface CallAttemptsInit {
  ctx: RequestContext;
  /** Makes an attempt, and keeps its result. */
  attempt: () => Promise<void>;
  /** Aborts the pending attempt, because the call has failed for another reason. */
  abandon: (reason: unknown) => void;
  /** Set if the call streams its requests. */
  requests: ReplayableRequests<unknown> | undefined;
}

export class CallAttempts {
  readonly #init: CallAttemptsInit;
  /** The original value behind each error that the interceptor saw: a server hides some errors from its clients. */
  readonly #reasons = new Map<unknown, unknown>();
  #restoreResponse: (() => void) | undefined;
  #underWay: Promise<void> | undefined;
  /** Why the last attempt failed, if it did. */
  #failure: { reason: unknown } | undefined;
  #refusal: ConnectError | undefined;

  constructor(init: CallAttemptsInit) {
    this.#init = init;
  }

  /** Rejects further attempts with this error, or with that of an earlier call. */
  refuse(error: ConnectError): void {
    this.#refusal ??= error;
  }

  /** Runs the interceptor. Rejects with the call's error, unconverted. */
  async run(intercept: CallInterception): Promise<void> {
    const { ctx, abandon, requests } = this.#init;
    try {
      await intercept(this.#next(), ctx);
      await this.#underWay; // an attempt that the interceptor did not await
    } catch (error) {
      if (this.#underWay) {
        abandon(error);
      }
      throw this.#reasons.has(error) ? this.#reasons.get(error) : error;
    } finally {
      this.refuse(new ConnectError(Code.FailedPrecondition, "next() was called after the call had ended"));
      requests?.close();
    }
    if (this.#failure) {
      throw this.#failure.reason;
    }
    if (!this.#restoreResponse) {
      throw new ConnectError(
        Code.Internal,
        "an interceptor returned without calling next(): throw a ConnectError to refuse a call",
      );
    }
  }

  #next(): CallNext {
    const next = () => {
      const attempt = this.#attempt();
      attempt.catch(() => {}); // it need not be awaited
      return attempt;
    };
    return Object.defineProperty(next, "isRepeatable", { get: () => !this.#obstacle }) as typeof next & CallNext;
  }

  get #obstacle(): ConnectError | undefined {
    const { ctx, requests } = this.#init;
    return (this.#restoreResponse && ctx.deadline.error) ?? this.#refusal ?? requests?.obstacle;
  }

  async #attempt(): Promise<void> {
    if (this.#underWay) {
      throw new ConnectError(Code.FailedPrecondition, "next() was called while an attempt is pending: see hedge()");
    }
    const obstacle = this.#obstacle;
    if (obstacle) {
      throw obstacle;
    }
    this.#restoreResponse?.();
    this.#restoreResponse ??= responseRestorer(this.#init.ctx);
    this.#failure = undefined;
    // Called synchronously, so that it runs in the asynchronous context in which next() was called.
    const work = this.#init.attempt();
    this.#underWay = work;
    try {
      await work;
    } catch (reason) {
      const error = ConnectError.from(reason);
      this.#reasons.set(error, reason);
      this.#failure = { reason };
      throw error;
    } finally {
      this.#underWay = undefined;
    }
  }
}

/** Returns a function that resets the response before a retry: empty on a client, as it is now on a server. */
function responseRestorer(ctx: RequestContext): () => void {
  if (isOnClient(ctx)) {
    return () => {
      const { onResponse } = ctx;
      ctx.onResponse = undefined; // this is not a response that starts
      ctx.setResponse(() => ({ headers: new Metadata(), trailers: new Metadata() }));
      ctx.onResponse = onResponse;
    };
  }
  const headers = new Metadata(ctx.responseHeaders);
  const trailers = new Metadata(ctx.responseTrailers);
  return () => {
    for (const [metadata, before] of [
      [ctx.responseHeaders, headers],
      [ctx.responseTrailers, trailers],
    ] as const) {
      metadata.clear(); // kept as an object: outer interceptors may refer to it
      metadata.appendAll(before);
    }
  };
}

/** Aborts a call with one response, and with it the attempt. Hides what a server throws from its clients. */
export function abandonCall(ctx: RequestContext, reason: unknown): void {
  if (isOnClient(ctx) || isConnectError(reason)) {
    ctx.deadline.abort(ConnectError.from(reason));
  }
}
