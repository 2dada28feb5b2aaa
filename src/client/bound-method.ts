/** What is worked out once for each method of a transport, so that a call finds it ready. */
import {
  composeServerStream,
  composeUnary,
  type Interceptor,
  type ServerStreamNext,
  type UnaryNext,
} from "../core/interceptor.ts";
import { MessageIterator } from "../core/message-stream.ts";
import { type MethodInfo, procedureName } from "../core/method.ts";
import type { MethodProtocol, Protocol, ProtocolConfig } from "../protocol/protocol.ts";
import type { Lifetime } from "./lifetime.ts";
import { ResponseSource } from "./response-source.ts";
import { sendRequest } from "./send-request.ts";
import type { FetchLike } from "./transport-options.ts";

/** What all methods of a transport share. */
export interface TransportCore {
  readonly baseUrl: string;
  readonly protocol: Protocol;
  readonly config: ProtocolConfig;
  readonly timeoutMs: number | undefined;
  readonly fetch: FetchLike;
  readonly fetchOptions: RequestInit;
  readonly lifetime: Lifetime;
}

export class BoundMethod<I, O> {
  readonly info: MethodInfo<I, O>;
  readonly core: TransportCore;
  readonly url: string;
  readonly protocol: MethodProtocol<I, O>;
  /** The interceptors around the call itself. */
  readonly unary: UnaryNext<I, O>;
  readonly serverStream: ServerStreamNext<I, O>;

  constructor(info: MethodInfo<I, O>, core: TransportCore, interceptors: readonly Interceptor[]) {
    this.info = info;
    this.core = core;
    this.url = `${core.baseUrl}/${procedureName(info)}`;
    this.protocol = core.protocol.bind(info, core.config);
    this.unary = composeUnary<I, O>(interceptors, async (request, ctx) => {
      const wire = await this.protocol.encodeRequest(request, ctx);
      const response = await sendRequest(this, wire, ctx, core.lifetime.signalOf(ctx.deadline));
      return this.protocol.readUnary(response, ctx);
    });
    this.serverStream = composeServerStream<I, O>(
      interceptors,
      (request, ctx) => new MessageIterator(new ResponseSource(this, request, ctx)),
    );
  }
}
