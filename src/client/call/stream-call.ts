/**
 * Runs calls that return many messages: starts the interceptors at the first read, and cleans up however the call ends.
 */
import { capturing } from "../../core/capture.ts";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { composeBidiStream, composeServerStream } from "../../core/interceptor-chain.ts";
import { type BatchSource, batchSourceOf, MessageIterator } from "../../core/message-stream.ts";
import type { Metadata } from "../../core/metadata.ts";
import type { RequestContext } from "../../core/request-context.ts";
import type { BindStream, Messages } from "../../protocol/protocol.ts";
import type { CallOptions } from "../call-options.ts";
import { beginCall, callError, endCall } from "./begin-call.ts";
import type { Caller, CallTarget } from "./call-target.ts";
import { completeRequest, completeRequests } from "./complete-request.ts";
import { Outcome } from "./outcome.ts";
import { streamConfig } from "./protocol-config.ts";
import { ResponseSource } from "./response-source.ts";
import { ServerStream, type ServerStreamSource } from "./server-stream.ts";

type Run<Q, I, O> = (request: Q, ctx: RequestContext<I, O>) => AsyncIterable<O>;

/** Binds server-streaming methods: protocol and interceptors are composed once for each. */
export function serverStreamCalls(bindStream: BindStream) {
  return <I, O>(target: CallTarget<I, O>): Caller<I, ServerStream<O>> => {
    const send = sender(bindStream, target);
    const run = composeServerStream<I, O>(target.interceptors, (request, ctx) => send([request], ctx));
    return streamCaller(target, (request, ctx) => run(completeRequest(target.method, request), ctx));
  };
}

/** Binds bidirectional methods: half duplex (all requests before the first response) or full duplex. */
export function bidiStreamCalls(bindStream: BindStream) {
  return <I, O>(target: CallTarget<I, O>): Caller<AsyncIterable<I>, ServerStream<O>> => {
    const half = sender(bindStream, target);
    const full = target.core.fetch.fullDuplex ? sender(bindStream, streamingRequests(target)) : refuseFullDuplex;
    const run = composeBidiStream<I, O>(target.interceptors, (requests, ctx) =>
      (ctx.callOptions as CallOptions).duplex === "full" ? full(requests, ctx) : half(requests, ctx),
    );
    return streamCaller(target, (requests, ctx) => run(completeRequests(target.method, requests), ctx));
  };
}

/** Streams the requests: a server cannot respond to a request that is still being collected. */
function streamingRequests<I, O>(target: CallTarget<I, O>): CallTarget<I, O> {
  const { core } = target;
  return { ...target, core: { ...core, config: { ...core.config, requestStreaming: "auto" } } };
}

function refuseFullDuplex(): never {
  throw new ConnectError(
    Code.Unimplemented,
    "fetch in browsers returns no response before the request has ended, so streams are half duplex: send all messages first",
  );
}

function sender<I, O>(bindStream: BindStream, { core, method }: CallTarget<I, O>): Run<Messages<I>, I, O> {
  const protocol = bindStream(method, streamConfig(core));
  return (requests, ctx) => new MessageIterator(new ResponseSource(core, protocol, requests, ctx));
}

/** Runs a stream from its first read to its end. */
export function streamCaller<Q, I, O>(target: CallTarget<I, O>, run: Run<Q, I, O>): Caller<Q, ServerStream<O>> {
  return (request, options) => new ServerStream(new StreamCall(target, run, request, options));
}

class StreamCall<Q, I, O> implements ServerStreamSource<O> {
  readonly #target: CallTarget<I, O>;
  readonly #run: Run<Q, I, O>;
  readonly #request: Q;
  readonly #options: CallOptions;
  readonly #captured = capturing();
  readonly #headers = new Outcome<Metadata>();
  readonly #trailers = new Outcome<Metadata>();
  #ctx: RequestContext<I, O> | undefined;
  #source: BatchSource<O> | undefined;
  /** The first batch, if the headers were requested before the first read. */
  #first: Promise<O[] | undefined> | undefined;
  /** The reason to stop, possibly set before the call begins. */
  #stop: ConnectError | undefined;
  #isDone = false;

  constructor(target: CallTarget<I, O>, run: Run<Q, I, O>, request: Q, options: CallOptions) {
    this.#target = target;
    this.#run = run;
    this.#request = request;
    this.#options = options;
  }

  get stopped(): ConnectError | undefined {
    return this.#stop ?? this.#ctx?.deadline.error;
  }

  get headers(): Promise<Metadata> {
    if (!this.#ctx && !this.#isDone && !this.#first) {
      this.#first = this.pull();
      this.#first.catch(() => {}); // reported to the next reader, and through the headers
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
      const batch = await this.#ctx.deadline.race(this.#source.pull(), this.#target.interceptors.length > 0);
      this.#headers.resolve(() => (this.#ctx as RequestContext<I, O>).responseHeaders);
      if (batch === undefined) {
        this.#end();
        this.#trailers.resolve(() => (this.#ctx as RequestContext<I, O>).responseTrailers);
      }
      return batch;
    } catch (reason) {
      throw this.#fail(callError(reason, this.#target.method, this.#options));
    }
  }

  async cancel(): Promise<void> {
    if (this.#isDone) {
      return;
    }
    const left = new ConnectError(Code.Canceled, "the stream was closed early");
    const ctx = this.#ctx;
    this.stop(left);
    this.#fail(callError(left, this.#target.method));
    // Interceptors clean up in turn; one that fails or hangs cannot delay the caller.
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
    try {
      this.#end();
    } catch {
      // The reader must learn why the call failed, not what a callback threw.
    }
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
