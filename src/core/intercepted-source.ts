/** Runs a stream inside `interceptCall`: the interceptor waits for the end while the messages pass by. */
import { CallAttempts } from "./call-attempts.ts";
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";
import type { CallInterception } from "./interceptor.ts";
import { type BatchSource, batchSourceOf } from "./message-stream.ts";
import { leftEarly } from "./observed-source.ts";
import type { ReplayableRequests } from "./replayable-requests.ts";
import type { RequestContext } from "./request-context.ts";

export interface InterceptedSourceInit<O> {
  ctx: RequestContext;
  intercept: CallInterception;
  /** Starts an attempt. */
  open: () => AsyncIterable<O>;
  requests: ReplayableRequests<unknown> | undefined;
  onFirstMessage: ((ctx: RequestContext) => void) | undefined;
}

/**
 * Pulls a batch whenever the reader asks for one, and passes it on unchanged. It pulls from within `next()`, so that
 * inner code runs in the asynchronous context of the interceptor.
 */
export class InterceptedSource<O> implements BatchSource<O> {
  readonly #init: InterceptedSourceInit<O>;
  readonly #attempts: CallAttempts;
  /** The running interceptor. Never rejects. */
  #run: Promise<void> | undefined;
  /** How the call ended. */
  #outcome: (() => undefined) | undefined;
  /** The pending read. */
  #reader: { resolve: (batch: O[] | undefined) => void; reject: (reason: unknown) => void } | undefined;
  /** Wakes the attempt that waits for a read. */
  #wake: (() => void) | undefined;
  /** Aborts the pending attempt. */
  #leave: ((error: unknown) => void) | undefined;
  /** An aborted attempt that is still cleaning up. */
  #leaving: Promise<void> | undefined;
  #isDelivering = false;

  constructor(init: InterceptedSourceInit<O>) {
    const { ctx, requests } = init;
    this.#init = init;
    this.#attempts = new CallAttempts({
      ctx,
      requests,
      attempt: () => this.#attempt(),
      abandon: (reason) => this.#leave?.(reason),
    });
  }

  async pull(): Promise<O[] | undefined> {
    if (this.#outcome) {
      return this.#outcome();
    }
    const batch = new Promise<O[] | undefined>((resolve, reject) => {
      this.#reader = { resolve, reject };
    });
    this.#wake?.();
    this.#run ??= this.#attempts.run(this.#init.intercept).then(
      () => this.#end(() => undefined),
      (reason) =>
        this.#end(() => {
          throw reason;
        }),
    );
    return batch;
  }

  async cancel(): Promise<void> {
    const left = leftEarly(this.#init.ctx);
    this.#attempts.refuse(left);
    this.#leave?.(left);
    if (this.#leaving) {
      await Promise.all([this.#leaving, this.#run]);
    }
    this.#end(() => undefined); // an interceptor that waits between two attempts must not delay the reader
  }

  #end(outcome: () => undefined): void {
    this.#outcome ??= outcome;
    try {
      this.#reader?.resolve(this.#outcome());
    } catch (reason) {
      this.#reader?.reject(reason);
    }
  }

  #attempt(): Promise<void> {
    return new Promise((resolve, reject) => {
      const { ctx, open } = this.#init;
      const source = batchSourceOf(open());
      const isLeft = () => this.#leave !== leave;
      const end = (settle: () => void) => {
        if (!isLeft()) {
          unsubscribe();
          this.#leave = undefined;
          settle();
        }
      };
      const leave = (error: unknown) =>
        end(() => {
          this.#leaving = source.cancel();
          // Inner interceptors are notified first, unless they hang.
          const turn = new Promise((over) => setTimeout(over));
          Promise.race([this.#leaving, turn])
            .catch(() => {})
            .then(() => reject(error));
        });
      this.#leave = leave;
      // While no read is pending, the reader learns of the end at its next read, but the interceptor immediately.
      // During a read, inner code gets one task to fail by itself, since it may hang.
      const unsubscribe = ctx.deadline.onAbort((error) => (this.#wake ? leave(error) : setTimeout(leave, 0, error)));
      this.#handOn(source, isLeft).then(
        () => end(resolve),
        (reason) => end(() => reject(reason)),
      );
    });
  }

  async #handOn(source: BatchSource<O>, isLeft: () => boolean): Promise<void> {
    for (;;) {
      if (!this.#reader) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = undefined;
      }
      const batch = isLeft() ? undefined : await source.pull();
      if (batch === undefined || isLeft()) {
        return;
      }
      if (!this.#isDelivering) {
        this.#begin();
      }
      const reader = this.#reader;
      this.#reader = undefined;
      reader?.resolve(batch);
    }
  }

  /** Called when the first message reaches the caller. */
  #begin(): void {
    const { ctx, onFirstMessage, requests } = this.#init;
    this.#isDelivering = true;
    requests?.forget();
    this.#attempts.refuse(
      new ConnectError(Code.FailedPrecondition, "the call cannot be retried: a message has reached the caller"),
    );
    onFirstMessage?.(ctx);
  }
}
