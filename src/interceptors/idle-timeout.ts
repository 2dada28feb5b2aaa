/** Ends a stream that has gone silent. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { BidiStreamInterceptor, ServerStreamInterceptor } from "../core/interceptor.ts";
import { type BatchSource, batchSourceOf, MessageIterator } from "../core/message-stream.ts";

/**
 * Ends a stream for whose next message somebody has waited so long, with unavailable: the connection is taken for lost,
 * as it is where a proxy or a sleeping device has dropped it without a word. Streams that connect anew (`useStream`)
 * then do. Time in which nobody reads does not count; the wait for the first message does.
 *
 * @param ms milliseconds, longer than the pause between two messages, or two heartbeats, of a healthy stream
 *
 * @example
 * createConnectTransport({ baseUrl, interceptors: [idleTimeout(45_000)] });
 */
export function idleTimeout(ms: number): ServerStreamInterceptor & BidiStreamInterceptor {
  if (!(typeof ms === "number" && ms > 0)) {
    throw new ConnectError(Code.InvalidArgument, `idleTimeout(${ms}): expected milliseconds, more than 0`);
  }
  return {
    interceptServerStream: (next, request, ctx) => new MessageIterator(new IdleSource(() => next(request, ctx), ms)),
    interceptBidiStream: (next, requests, ctx) => new MessageIterator(new IdleSource(() => next(requests, ctx), ms)),
  };
}

class IdleSource<O> implements BatchSource<O> {
  readonly #open: () => AsyncIterable<O>;
  readonly #ms: number;
  #source: BatchSource<O> | undefined;

  constructor(open: () => AsyncIterable<O>, ms: number) {
    this.#open = open;
    this.#ms = Math.min(ms, 2 ** 31 - 1); // what engines can count to
  }

  async pull(): Promise<O[] | undefined> {
    this.#source ??= batchSourceOf(this.#open());
    const source = this.#source;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new ConnectError(Code.Unavailable, `no message for ${this.#ms} ms: the connection is taken for lost`));
        source.cancel().catch(() => {}); // why it ended is known
      }, this.#ms);
    });
    try {
      return await Promise.race([source.pull(), silence]);
    } finally {
      clearTimeout(timer);
    }
  }

  async cancel(): Promise<void> {
    await this.#source?.cancel();
  }
}
