/**
 * Runs synchronous calls that return many messages: starts the interceptors at the first read, and cleans up at the
 * end.
 */
import { capturing } from "../../../core/capture.ts";
import { Code } from "../../../core/code.ts";
import { ConnectError } from "../../../core/connect-error.ts";
import type { RequestContext } from "../../../core/request-context.ts";
import { composeBidiStreamSync, composeServerStreamSync } from "../../../core/sync/interceptor-chain.ts";
import type { MessageReader } from "../../../protocol/message-reader.ts";
import { leaveBody } from "../../../protocol/sync/body.ts";
import { readMessagesSync } from "../../../protocol/sync/read-messages.ts";
import { callError } from "../../call/begin-call.ts";
import { completeRequest } from "../../call/complete-request.ts";
import { beginCallSync, endCallSync } from "./begin-call.ts";
import type { SyncCaller, SyncCallOptions, SyncCallTarget } from "./call-target.ts";
import { completeRequestsSync } from "./complete-requests.ts";
import { sendRequestSync } from "./send-request.ts";
import { SyncServerStream } from "./server-stream.ts";

type Run<Q, I, O> = (request: Q, ctx: RequestContext<I, O>) => Iterable<O>;

/** Binds a server-streaming method: protocol and interceptors are composed once. */
export function serverStreamCallsSync<I, O>(target: SyncCallTarget<I, O>): SyncCaller<I, SyncServerStream<O>> {
  const send = sender(target);
  const run = composeServerStreamSync<I, O>(target.interceptors, (request, ctx) => send([request], ctx));
  return caller(target, (request, ctx) => run(completeRequest(target.method, request), ctx));
}

/** Binds a bidirectional method: half duplex, all requests before the first response. */
export function bidiStreamCallsSync<I, O>(target: SyncCallTarget<I, O>): SyncCaller<Iterable<I>, SyncServerStream<O>> {
  const run = composeBidiStreamSync<I, O>(target.interceptors, sender(target));
  return caller(target, (requests, ctx) => run(completeRequestsSync(target.method, requests), ctx));
}

function sender<I, O>({ core, method }: SyncCallTarget<I, O>): Run<Iterable<I>, I, O> {
  const { encodeRequest, readResponse } = core.protocol.bindStream(method, core.config);
  return function* (requests, ctx) {
    const response = sendRequestSync(core, ctx, encodeRequest(requests, ctx));
    let reader: MessageReader<O>;
    try {
      reader = readResponse(response, ctx);
    } catch (error) {
      leaveBody(response.body);
      throw error;
    }
    yield* readMessagesSync(response.body, reader, ctx as RequestContext);
  };
}

function caller<Q, I, O>(target: SyncCallTarget<I, O>, run: Run<Q, I, O>): SyncCaller<Q, SyncServerStream<O>> {
  return (request, options) => new SyncServerStream(new StreamCall(target, run, request, options));
}

class StreamCall<Q, I, O> implements IterableIterator<O> {
  readonly #target: SyncCallTarget<I, O>;
  readonly #run: Run<Q, I, O>;
  readonly #request: Q;
  readonly #options: SyncCallOptions;
  readonly #captured = capturing();
  #ctx: RequestContext<I, O> | undefined;
  #messages: Iterator<O> | undefined;
  #isDone = false;

  constructor(target: SyncCallTarget<I, O>, run: Run<Q, I, O>, request: Q, options: SyncCallOptions) {
    this.#target = target;
    this.#run = run;
    this.#request = request;
    this.#options = options;
  }

  next(): IteratorResult<O> {
    if (this.#isDone) {
      return { done: true, value: undefined };
    }
    try {
      this.#ctx ??= beginCallSync(this.#target, this.#options, this.#captured);
      if (this.#messages) {
        this.#ctx.deadline.throwIfAborted(); // the transport may have been closed
      }
      this.#messages ??= this.#run(this.#request, this.#ctx)[Symbol.iterator]();
      const { done, value } = this.#messages.next();
      if (!done) {
        return { done, value };
      }
      this.#end();
      return { done, value: undefined };
    } catch (reason) {
      this.#leave();
      throw callError(reason, this.#target.method);
    }
  }

  return(): IteratorResult<O> {
    if (!this.#isDone) {
      this.#ctx?.deadline.abort(new ConnectError(Code.Canceled, "the stream was closed early"));
      this.#leave();
    }
    return { done: true, value: undefined };
  }

  throw(error: unknown): IteratorResult<O> {
    this.return();
    throw error;
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** Lets each interceptor clean up in turn, and ends the call. Errors on the way are ignored. */
  #leave(): void {
    for (const step of [() => this.#messages?.return?.(), () => this.#end()]) {
      try {
        step();
      } catch {
        // The reader has stopped, or already knows why the call failed.
      }
    }
  }

  #end(): void {
    if (!this.#isDone) {
      this.#isDone = true;
      if (this.#ctx) {
        endCallSync(this.#target, this.#ctx, this.#options);
      }
    }
  }
}
