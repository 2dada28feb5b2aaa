/** The attempts of one call: one at a time, each with a fresh response, and what the caller is told in the end. */
import { Code } from "./code.ts";
import { ConnectError, isConnectError } from "./connect-error.ts";
import type { CallInterception, CallNext } from "./interceptor.ts";
import { Metadata } from "./metadata.ts";
import type { ReplayableRequests } from "./replayable-requests.ts";
import { isOnClient, type RequestContext } from "./request-context.ts";

export interface CallAttemptsInit {
  ctx: RequestContext;
  /** Makes an attempt, and keeps what it brings. */
  attempt: () => Promise<void>;
  /** Ends the attempt that is under way, because the call has failed for another reason. */
  abandon: (reason: unknown) => void;
  /** The requests of a call that streams them. */
  requests: ReplayableRequests<unknown> | undefined;
}

export class CallAttempts {
  readonly #init: CallAttemptsInit;
  /** What was thrown for each error that the interceptor was shown. A server does not tell everything to its clients. */
  readonly #reasons = new Map<unknown, unknown>();
  #restoreResponse: (() => void) | undefined;
  #underWay: Promise<void> | undefined;
  /** Why the last attempt failed, if it did. */
  #failure: { reason: unknown } | undefined;
  #refusal: ConnectError | undefined;

  constructor(init: CallAttemptsInit) {
    this.#init = init;
  }

  /** From now on there is no other attempt. The first reason counts. */
  refuse(error: ConnectError): void {
    this.#refusal ??= error;
  }

  /** Runs the interceptor. Rejects with what the caller is to be told, as it was thrown. */
  async run(intercept: CallInterception): Promise<void> {
    const { ctx, abandon, requests } = this.#init;
    try {
      await intercept(this.#next(), ctx);
      await this.#underWay; // whoever does not wait for an attempt leaves it to itself
    } catch (error) {
      if (this.#underWay) {
        abandon(error);
      }
      throw this.#reasons.has(error) ? this.#reasons.get(error) : error;
    } finally {
      this.refuse(new ConnectError(Code.FailedPrecondition, "next() was called after the end of the call"));
      requests?.close();
    }
    if (this.#failure) {
      throw this.#failure.reason;
    }
    if (!this.#restoreResponse) {
      throw new ConnectError(
        Code.Internal,
        "an interceptor ended without calling next(): one that refuses a call throws a ConnectError",
      );
    }
  }

  #next(): CallNext {
    const next = () => {
      const attempt = this.#attempt();
      attempt.catch(() => {}); // nobody has to wait for it
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
      throw new ConnectError(Code.FailedPrecondition, "next() was called while an attempt is under way: see hedge()");
    }
    const obstacle = this.#obstacle;
    if (obstacle) {
      throw obstacle;
    }
    this.#restoreResponse?.();
    this.#restoreResponse ??= responseRestorer(this.#init.ctx);
    this.#failure = undefined;
    // Called at once, so that it runs in the asynchronous context of whoever called next().
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

/** How to have the response as it is now, before another attempt: on a client empty, on a server what others have set. */
function responseRestorer(ctx: RequestContext): () => void {
  if (isOnClient(ctx)) {
    return () => {
      const { onResponse } = ctx;
      ctx.onResponse = undefined; // no response begins here
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
      metadata.clear(); // not another object: outer interceptors may hold this one
      metadata.appendAll(before);
    }
  };
}

/** Ends a call with one answer, whose attempt cannot be ended alone. What a server's code threw is not its client's. */
export function abandonCall(ctx: RequestContext, reason: unknown): void {
  if (isOnClient(ctx) || isConnectError(reason)) {
    ctx.deadline.abort(ConnectError.from(reason));
  }
}
