/** Reports a stream to a MetadataInterceptor, without touching its messages. */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";
import type { MetadataInterceptor } from "./interceptor.ts";
import { type BatchSource, batchSourceOf } from "./message-stream.ts";
import type { RequestContext } from "./request-context.ts";

/** Reports the start and, exactly once, the end of a stream. Batches pass through unchanged. */
export class ObservedSource<T> implements BatchSource<T> {
  readonly #interceptor: MetadataInterceptor;
  readonly #ctx: RequestContext;
  readonly #open: () => AsyncIterable<T>;
  #source: BatchSource<T> | undefined;
  #token: unknown;
  #isStarted = false;
  #isLeft = false;
  #isEnded = false;

  constructor(interceptor: MetadataInterceptor, ctx: RequestContext, open: () => AsyncIterable<T>) {
    this.#interceptor = interceptor;
    this.#ctx = ctx;
    this.#open = open;
  }

  async pull(): Promise<T[] | undefined> {
    if (!this.#isStarted) {
      this.#token = await this.#interceptor.onStart(this.#ctx);
      this.#isStarted = true;
      if (this.#isLeft) {
        await this.#end(leftEarly(this.#ctx)); // closed during onStart: nothing is sent
        return undefined;
      }
    }
    let batch: T[] | undefined;
    try {
      this.#source ??= batchSourceOf(this.#open());
      batch = await this.#source.pull();
    } catch (reason) {
      await this.#end(ConnectError.from(reason)).catch(() => {}); // the caller learns why the call failed, not why this did
      throw reason; // unconverted: a server hides some errors from its clients
    }
    if (batch === undefined) {
      await this.#end(undefined);
    }
    return batch;
  }

  async cancel(): Promise<void> {
    this.#isLeft = true;
    try {
      await this.#source?.cancel();
    } finally {
      await this.#end(leftEarly(this.#ctx));
    }
  }

  async #end(error: ConnectError | undefined): Promise<void> {
    if (this.#isStarted && !this.#isEnded) {
      this.#isEnded = true;
      await this.#interceptor.onEnd?.(this.#token, this.#ctx, error);
    }
  }
}

/** Returns the error that observers get for a stream whose reader stopped early. */
export function leftEarly({ deadline }: RequestContext): ConnectError {
  return deadline.error ?? new ConnectError(Code.Canceled, "the stream was closed early");
}
