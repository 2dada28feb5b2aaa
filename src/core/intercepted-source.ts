/** A stream inside of an interceptor for all kinds of calls, which waits for its end while the messages pass by. */
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
  /** Begins an attempt. */
  open: () => AsyncIterable<O>;
  requests: ReplayableRequests<unknown> | undefined;
  onFirstMessage: ((ctx: RequestContext) => void) | undefined;
}

/**
 * An attempt asks for a batch when the reader asks for one, and hands it on as it is. It does so from within `next()`, so
 * that all of it runs in the asynchronous context of whoever called that.
 */
export class InterceptedSource<O> implements BatchSource<O> {
  readonly #init: InterceptedSourceInit<O>;
  readonly #attempts: CallAttempts;
  /** The interceptor at work. Never rejects. */
  #run: Promise<void> | undefined;
  /** How the call ended. */
  #outcome: (() => undefined) | undefined;
  /** Whoever waits for a batch. */
  #reader: { resolve: (batch: O[] | undefined) => void; reject: (reason: unknown) => void } | undefined;
  /** Wakes the attempt that waits for a reader. */
  #wake: (() => void) | undefined;
  /** Ends the attempt that is under way. */
  #leave: ((error: unknown) => void) | undefined;
  /** An attempt that was ended so, while it cleans up. */
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
    this.#end(() => undefined); // an interceptor that waits between two attempts holds nobody up
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
          // Whoever is further in hears of it first, unless that hangs.
          const turn = new Promise((over) => setTimeout(over));
          Promise.race([this.#leaving, turn])
            .catch(() => {})
            .then(() => reject(error));
        });
      this.#leave = leave;
      // A reader who takes their time hears of the end at the next read, the interceptor at once. What is further in has a
      // turn to fail by itself: it may hang.
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

  /** A message reaches the caller. */
  #begin(): void {
    const { ctx, onFirstMessage, requests } = this.#init;
    this.#isDelivering = true;
    requests?.forget();
    this.#attempts.refuse(
      new ConnectError(Code.FailedPrecondition, "there is no other attempt once a message has reached the caller"),
    );
    onFirstMessage?.(ctx);
  }
}
