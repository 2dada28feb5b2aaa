/** One request, many responses: runs the interceptors at the first read and cleans up at the end, whichever it is. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { type BatchSource, batchSourceOf } from "../core/message-stream.ts";
import type { Metadata } from "../core/metadata.ts";
import type { RequestContext } from "../core/request-context.ts";
import type { ResponseMetadata } from "../core/response-metadata.ts";
import type { BoundMethod } from "./bound-method.ts";
import { beginCall, callError, endCall } from "./call.ts";
import type { CallOptions } from "./call-options.ts";
import { Deferred } from "./deferred.ts";
import type { ServerStreamSource } from "./server-stream.ts";

export class ServerStreamCall<I, O> implements ServerStreamSource<O> {
  readonly #method: BoundMethod<I, O>;
  readonly #request: I;
  readonly #options: CallOptions;
  readonly #captured: ResponseMetadata | undefined;
  readonly #headers = new Deferred<Metadata>();
  readonly #trailers = new Deferred<Metadata>();
  #ctx: RequestContext<I, O> | undefined;
  #source: BatchSource<O> | undefined;
  /** The first batch, if somebody asked for the headers before reading. */
  #first: Promise<O[] | undefined> | undefined;
  /** The reason to stop, which may be known before the call begins. */
  #stop: ConnectError | undefined;
  #isDone = false;

  constructor(method: BoundMethod<I, O>, request: I, options: CallOptions, captured: ResponseMetadata | undefined) {
    this.#method = method;
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
      this.#source ??= batchSourceOf(this.#method.serverStream(this.#request, this.#ctx));
      const batch = await this.#ctx.deadline.raceAfterUnwinding(this.#source.pull());
      this.#headers.resolve(() => (this.#ctx as RequestContext<I, O>).responseHeaders);
      if (batch === undefined) {
        this.#end();
        this.#trailers.resolve(() => (this.#ctx as RequestContext<I, O>).responseTrailers);
      }
      return batch;
    } catch (reason) {
      throw this.#fail(callError(reason, this.#method));
    }
  }

  async cancel(): Promise<void> {
    if (this.#isDone) {
      return;
    }
    const left = new ConnectError(Code.Canceled, "the stream was left before its end");
    const ctx = this.#ctx;
    this.stop(left);
    this.#fail(callError(left, this.#method));
    // Interceptors clean up, each in its turn; one that fails or hangs while it does cannot hold the caller.
    await ctx?.deadline.raceAfterUnwinding(this.#source?.cancel() ?? Promise.resolve()).catch(() => {});
  }

  stop(error: ConnectError): void {
    if (!this.#isDone) {
      this.#stop ??= error;
      this.#ctx?.deadline.abort(error);
    }
  }

  #begin(): RequestContext<I, O> {
    const ctx = beginCall(this.#method, this.#options, this.#captured);
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
        endCall(this.#method, this.#ctx, this.#options);
      }
    }
  }
}
