/** One request, many responses: runs the interceptors at the first read and cleans up at the end, whichever it is. */
import type { CallObserver } from "../core/capture.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { composeServerStream, type ServerStreamNext } from "../core/interceptor.ts";
import { type BatchSource, batchSourceOf, MessageIterator } from "../core/message-stream.ts";
import type { Metadata } from "../core/metadata.ts";
import type { RequestContext } from "../core/request-context.ts";
import type { BindStream } from "../protocol/protocol.ts";
import { beginCall, callError, endCall } from "./call.ts";
import type { CallOptions } from "./call-options.ts";
import { Outcome } from "./outcome.ts";
import { ResponseSource } from "./response-source.ts";
import { ServerStream, type ServerStreamSource } from "./server-stream.ts";
import type { CallTarget } from "./transport-core.ts";

export type ServerStreamCaller<I, O> = (
  request: I,
  options: CallOptions,
  captured: CallObserver | undefined,
) => ServerStream<O>;

export type BindServerStreamCall = <I, O>(target: CallTarget<I, O>) => ServerStreamCaller<I, O>;

/** Prepares the calls of server-streaming methods: protocol and interceptors are put together once for each. */
export function serverStreamCalls(bindStream: BindStream): BindServerStreamCall {
  return <I, O>(target: CallTarget<I, O>): ServerStreamCaller<I, O> => {
    const { core, method, interceptors } = target;
    const protocol = bindStream(method, core.config);
    const run = composeServerStream<I, O>(
      interceptors,
      (request, ctx) => new MessageIterator(new ResponseSource(core, protocol, request, ctx)),
    );
    return (request, options, captured) =>
      new ServerStream(new ServerStreamCall(target, run, request, options, captured));
  };
}

class ServerStreamCall<I, O> implements ServerStreamSource<O> {
  readonly #target: CallTarget<I, O>;
  readonly #run: ServerStreamNext<I, O>;
  readonly #request: I;
  readonly #options: CallOptions;
  readonly #captured: CallObserver | undefined;
  readonly #headers = new Outcome<Metadata>();
  readonly #trailers = new Outcome<Metadata>();
  #ctx: RequestContext<I, O> | undefined;
  #source: BatchSource<O> | undefined;
  /** The first batch, if somebody asked for the headers before reading. */
  #first: Promise<O[] | undefined> | undefined;
  /** The reason to stop, which may be known before the call begins. */
  #stop: ConnectError | undefined;
  #isDone = false;

  constructor(
    target: CallTarget<I, O>,
    run: ServerStreamNext<I, O>,
    request: I,
    options: CallOptions,
    captured: CallObserver | undefined,
  ) {
    this.#target = target;
    this.#run = run;
    this.#request = request;
    this.#options = options;
    this.#captured = captured;
  }

  get stopped(): ConnectError | undefined {
    return this.#stop ?? this.#ctx?.deadline.error;
  }

  get headers(): Promise<Metadata> {
    if (!this.#ctx && !this.#isDone && !this.#first) {
      this.#first = this.pull();
      this.#first.catch(() => {}); // the next reader will hear of it, and so does who waits for the headers
    }
    return this.#headers.promise;
  }

  get trailers(): Promise<Metadata> {
    return this.#trailers.promise;
  }

  async pull(): Promise<O[] | undefined> {
    if (this.#first) {
      const first = this.#first;
      this.#first = undefined;
      return first;
    }
    try {
      if (this.#stop) {
        throw this.#stop;
      }
      this.#ctx ??= this.#begin();
      this.#source ??= batchSourceOf(this.#run(this.#request, this.#ctx));
      const batch = await this.#ctx.deadline.race(this.#source.pull(), true);
      this.#headers.resolve(() => (this.#ctx as RequestContext<I, O>).responseHeaders);
      if (batch === undefined) {
        this.#end();
        this.#trailers.resolve(() => (this.#ctx as RequestContext<I, O>).responseTrailers);
      }
      return batch;
    } catch (reason) {
      throw this.#fail(callError(reason, this.#target.method));
    }
  }

  async cancel(): Promise<void> {
    if (this.#isDone) {
      return;
    }
    const left = new ConnectError(Code.Canceled, "the stream was left before its end");
    const ctx = this.#ctx;
    this.stop(left);
    this.#fail(callError(left, this.#target.method));
    // Interceptors clean up, each in its turn; one that fails or hangs while it does cannot hold the caller.
    await ctx?.deadline.race(this.#source?.cancel() ?? Promise.resolve(), true).catch(() => {});
  }

  stop(error: ConnectError): void {
    if (!this.#isDone) {
      this.#stop ??= error;
      this.#ctx?.deadline.abort(error);
    }
  }

  #begin(): RequestContext<I, O> {
    const ctx = beginCall(this.#target, this.#options, this.#captured);
    const { onResponse } = ctx;
    ctx.onResponse = () => {
      onResponse?.();
      this.#headers.resolve(() => ctx.responseHeaders);
    };
    return ctx;
  }

  #fail(error: ConnectError): ConnectError {
    this.#headers.reject(error);
    this.#trailers.reject(error);
    this.#end();
    return error;
  }

  #end(): void {
    if (!this.#isDone) {
      this.#isDone = true;
      if (this.#ctx) {
        endCall(this.#target, this.#ctx, this.#options);
      }
    }
  }
}
