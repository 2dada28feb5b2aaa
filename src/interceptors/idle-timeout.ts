/** Ends a stream that has gone silent. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { BidiStreamInterceptor, ServerStreamInterceptor } from "../core/interceptor.ts";
import { type BatchSource, batchSourceOf, MessageIterator } from "../core/message-stream.ts";
import { afterSilence } from "../core/silence.ts";

/**
 * Ends a stream with unavailable when a read has waited this long for the next message. The connection then counts as
 * lost, because proxies and sleeping devices drop connections silently. Streams that reconnect (`useStream`) then do
 * so. Waiting for the first message counts; time during which nothing is being read does not.
 *
 * @param ms milliseconds, more than the pause between two messages or heartbeats of a healthy stream
 *
 * @example
 * createConnectTransport({ baseUrl, interceptors: [idleTimeout(45_000)] });
 */
export function idleTimeout(ms: number): ServerStreamInterceptor & BidiStreamInterceptor {
  if (!(typeof ms === "number" && ms > 0)) {
    throw new ConnectError(Code.InvalidArgument, `idleTimeout(${ms}): expected more than 0 milliseconds`);
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
    this.#ms = ms;
  }

  async pull(): Promise<O[] | undefined> {
    this.#source ??= batchSourceOf(this.#open());
    const source = this.#source;
    let arrived = (): void => {};
    const silence = new Promise<never>((_, reject) => {
      arrived = afterSilence(this.#ms, () => {
        reject(new ConnectError(Code.Unavailable, `no message for ${this.#ms} ms: the connection counts as lost`));
        source.cancel().catch(() => {}); // the stream already has its error
      });
    });
    try {
      return await Promise.race([source.pull(), silence]);
    } finally {
      arrived();
    }
  }

  async cancel(): Promise<void> {
    await this.#source?.cancel();
  }
}
