/** A transport of connect-es for code that is written for Farcall. */
import type { DescMethodStreaming, DescMethodUnary } from "@bufbuild/protobuf";
import type { ContextValues, Transport as EsTransport } from "@connectrpc/connect";
import type { CallTarget } from "../client/call/call-target.ts";
import { completeRequest, completeRequests } from "../client/call/complete-request.ts";
import { answerCaller } from "../client/call/single-answer.ts";
import { streamCaller } from "../client/call/stream-call.ts";
import type { CallOptions } from "../client/call-options.ts";
import { diagnostics } from "../client/diagnostics/diagnostics.ts";
import type { Protocol } from "../client/spoken-protocol.ts";
import { createTransport, type Transport } from "../client/transport.ts";
import { protoBinary } from "../codec/proto-binary.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Interceptor } from "../core/interceptor.ts";
import {
  composeBidiStream,
  composeClientStream,
  composeServerStream,
  composeUnary,
} from "../core/interceptor-chain.ts";
import { hasMethods, invalidOption } from "../core/invalid-option.ts";
import type { RequestContext } from "../core/request-context.ts";
import { esMethod } from "./es-method.ts";
import { esClientStreamCall, esStreamCall, esUnaryCall } from "./from-es-call.ts";
import { oneMessage } from "./single-request.ts";

export interface FromConnectEsTransportOptions {
  /** Run around every call, outside of those that the transport has. */
  interceptors?: readonly Interceptor[];
  /** Milliseconds until a call fails with deadline_exceeded. Default: what the transport itself was told. */
  timeoutMs?: number;
  /** What interceptors and errors name as the server: connect-es does not tell. Default: "/". */
  baseUrl?: string;
}

/**
 * Makes a transport for Farcall's clients, hooks and interceptors of one that connect-es calls through, with its
 * interceptors and its protocol. Calls end, fail and clean up as Farcall's own: streams are opened at the first read, and
 * leaving a loop aborts the request. Options of a call that only a fetch of Farcall's can follow (`fetchOptions`,
 * `useGet`, `duplex`) mean nothing here.
 *
 * @example
 * const rpc = createRpcQuery({ transport: fromConnectEsTransport(existingTransport) });
 */
export function fromConnectEsTransport(transport: EsTransport, options: FromConnectEsTransportOptions = {}): Transport {
  if (!hasMethods(transport, "unary", "stream")) {
    throw invalidOption("the transport", transport, "one of connect-es");
  }
  const { baseUrl = "/", ...rest } = options;
  return createTransport({ ...rest, baseUrl, protocol: esProtocol(transport), codec: protoBinary(), fetch: noFetch });
}

/** The kinds of calls, each with connect-es where a protocol has its fetch. */
function esProtocol(transport: EsTransport): Protocol {
  const unary = <I>(message: I, ctx: RequestContext, signal: AbortSignal) =>
    transport.unary(
      esMethod(ctx.method) as DescMethodUnary,
      signal,
      timeoutOf(ctx),
      headersOf(ctx),
      message as Init,
      valuesOf(ctx),
    );
  const stream = <I>(messages: AsyncIterable<I>, ctx: RequestContext, signal: AbortSignal) => {
    const method = esMethod(ctx.method) as DescMethodStreaming;
    const requests = messages as AsyncIterable<Init>;
    return transport.stream(method, signal, timeoutOf(ctx), headersOf(ctx), requests, valuesOf(ctx));
  };
  return {
    type: "connect",
    bindUnary: () => ({ encodeRequest: noFetch, readResponse: noFetch }),
    diagnostics,
    kinds: {
      unary<I, O>(target: CallTarget<I, O>) {
        return answerCaller(target, completeRequest<I, O>, composeUnary<I, O>(target.interceptors, esUnaryCall(unary)));
      },
      clientStream<I, O>(target: CallTarget<I, O>) {
        const run = composeClientStream<I, O>(target.interceptors, esClientStreamCall(stream));
        return answerCaller<AsyncIterable<I>, I, O>(target, completeRequests, run);
      },
      serverStream<I, O>(target: CallTarget<I, O>) {
        const open = esStreamCall<I, O>(stream);
        const run = composeServerStream<I, O>(target.interceptors, (request, ctx) => open(oneMessage(request), ctx));
        return streamCaller<I, I, O>(target, (request, ctx) => run(completeRequest(target.method, request), ctx));
      },
      bidiStream<I, O>(target: CallTarget<I, O>) {
        const run = composeBidiStream<I, O>(target.interceptors, esStreamCall(stream));
        return streamCaller<AsyncIterable<I>, I, O>(target, (requests, ctx) =>
          run(completeRequests(target.method, requests), ctx),
        );
      },
    },
  };
}

/** A message or its fields, as far as connect-es can tell without knowing the method. */
type Init = Record<string, unknown>;

/** connect-es takes 0 for none, and no value for the default of the transport. It wants whole milliseconds. */
function timeoutOf({ timeoutMs, callOptions }: RequestContext): number | undefined {
  return timeoutMs === undefined
    ? (callOptions as CallOptions).timeoutMs === 0
      ? 0
      : undefined
    : Math.max(1, Math.ceil(timeoutMs));
}

function headersOf(ctx: RequestContext): Headers | undefined {
  return ctx.hasRequestHeaders ? new Headers(ctx.requestHeaders) : undefined;
}

/** Both sides name a value by the symbol of its key, so one bag serves both. */
function valuesOf({ values }: RequestContext): ContextValues {
  return values;
}

function noFetch(): Promise<never> {
  return Promise.reject(new ConnectError(Code.Internal, "a call over connect-es has no fetch of Farcall's"));
}
