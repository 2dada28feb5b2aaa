/** Adapts a connect-es transport for code that uses Farcall. */
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
  /** Interceptors around every call, outside those of the transport. */
  interceptors?: readonly Interceptor[];
  /** Milliseconds until a call fails with deadline_exceeded. Default: the timeout of the transport. */
  timeoutMs?: number;
  /** The server URL that interceptors and errors report, which connect-es does not reveal. Default: "/". */
  baseUrl?: string;
}

/**
 * Adapts a connect-es transport, with its protocol and interceptors, for Farcall's clients, hooks and interceptors.
 * Calls end, fail and clean up like Farcall's own: streams are opened at the first read, and leaving a loop aborts the
 * request. Call options for Farcall's own fetch (`fetchOptions`, `useGet`, `duplex`) have no effect.
 *
 * @example
 * const rpc = createRpcQuery({ transport: fromConnectEsTransport(existingTransport) });
 */
export function fromConnectEsTransport(transport: EsTransport, options: FromConnectEsTransportOptions = {}): Transport {
  if (!hasMethods(transport, "unary", "stream")) {
    throw invalidOption("the transport", transport, "a connect-es transport");
  }
  const { baseUrl = "/", ...rest } = options;
  return createTransport({ ...rest, baseUrl, protocol: esProtocol(transport), codec: protoBinary(), fetch: noFetch });
}

/** Returns a protocol whose calls are made by connect-es instead of fetch. */
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

/** A message or its fields, as connect-es types them for an unknown method. */
type Init = Record<string, unknown>;

/** Returns whole milliseconds, as connect-es requires: 0 for no timeout, undefined for the transport's default. */
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

/** Both libraries store values under the symbol of their key, so they can share the object. */
function valuesOf({ values }: RequestContext): ContextValues {
  return values;
}

function noFetch(): Promise<never> {
  return Promise.reject(new ConnectError(Code.Internal, "connect-es makes this call: Farcall's fetch is not used"));
}
