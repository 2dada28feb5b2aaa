/** Runs a Farcall interceptor around connect-es calls. */
import type { Interceptor as EsInterceptor, StreamResponse, UnaryResponse } from "@connectrpc/connect";
import { methodInfo } from "../codec/proto-method.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { ContextValues } from "../core/context-values.ts";
import { Deadline } from "../core/deadline.ts";
import type { Interceptor } from "../core/interceptor.ts";
import {
  composeBidiStream,
  composeClientStream,
  composeServerStream,
  composeUnary,
} from "../core/interceptor-chain.ts";
import { checkInterceptors } from "../core/interceptor-check.ts";
import type { MethodInfo } from "../core/method.ts";
import { RequestContext } from "../core/request-context.ts";
import { parseConnectTimeout, parseGrpcTimeout } from "../protocol/timeout.ts";
import { toConnectEsError } from "./es-error.ts";
import type { EsNext, EsRequest, EsResponse } from "./es-types.ts";
import { esClientStreamCall, esStreamCall, esUnaryCall } from "./from-es-call.ts";
import { openMessages } from "./open-messages.ts";
import { oneMessage, singleRequest } from "./single-request.ts";

/**
 * Converts a Farcall interceptor of any kind, including `onStart` and `onEnd`, to one for connect-es clients. Its
 * context describes the call, but `send` is not available.
 *
 * @example
 * const transport = createConnectTransport({ baseUrl, interceptors: [toConnectEsInterceptor(auth)] }); // of
 * connect-web
 */
export function toConnectEsInterceptor(interceptor: Interceptor): EsInterceptor {
  checkInterceptors([interceptor]);
  return (next) => async (request) => {
    const ctx = contextOf(request);
    try {
      return await intercepted([interceptor], next, request, ctx);
    } catch (reason) {
      ctx.deadline.dispose();
      throw toConnectEsError(reason);
    }
  };
}

/** Runs the call through the interceptor chain for its kind, which continues with `next`. */
async function intercepted(
  interceptors: readonly Interceptor[],
  next: EsNext,
  request: EsRequest,
  ctx: RequestContext,
): Promise<EsResponse> {
  const goOn = <R extends EsResponse>(message: unknown, { requestHeaders }: RequestContext, signal: AbortSignal) =>
    next({ ...request, header: new Headers(requestHeaders), signal, message } as EsRequest) as Promise<R>;
  const { deadline, method } = ctx;
  const head = { service: request.service, method: request.method };
  if (!request.stream) {
    const run = composeUnary<unknown, unknown>(interceptors, esUnaryCall(goOn<UnaryResponse>));
    const message = await deadline.race(run(request.message, ctx), true);
    deadline.dispose();
    const { responseHeaders: header, responseTrailers: trailer } = ctx;
    return { ...head, stream: false, header, trailer, message } as UnaryResponse;
  }
  if (method.kind === "clientStream") {
    const run = composeClientStream<unknown, unknown>(interceptors, esClientStreamCall(goOn<StreamResponse>));
    const message = await deadline.race(run(request.message, ctx), true);
    deadline.dispose();
    const { responseHeaders: header, responseTrailers: trailer } = ctx;
    return { ...head, stream: true, header, trailer, message: oneMessage(message) } as unknown as StreamResponse;
  }
  const open = esStreamCall<unknown, unknown>(goOn<StreamResponse>);
  const messages =
    method.kind === "serverStream"
      ? composeServerStream<unknown, unknown>(interceptors, (message, ctx) => open(oneMessage(message), ctx))(
          await singleRequest(request.message),
          ctx,
        )
      : composeBidiStream<unknown, unknown>(interceptors, open)(request.message, ctx);
  return openMessages(untilTheEnd(messages, ctx), ctx);
}

/** Keeps the deadline until the last message. */
async function* untilTheEnd<O>(messages: AsyncIterable<O>, { deadline }: RequestContext): AsyncGenerator<O> {
  try {
    yield* messages;
  } finally {
    deadline.dispose();
  }
}

/** Creates a context from a connect-es request. The timeout and the protocol can only be read from its headers. */
function contextOf({ method, url, header, signal, contextValues, requestMethod }: EsRequest): RequestContext {
  const isGrpcWeb = (header.get("content-type") ?? "").startsWith("application/grpc-web");
  const ctx = new RequestContext<unknown, unknown>({
    method: methodInfo(method) as MethodInfo,
    protocol: isGrpcWeb ? "grpc-web" : "connect",
    url,
    deadline: new Deadline({ timeoutMs: timeoutOf(header), signal }),
    requestHeaders: header,
    values: contextValues as unknown as ContextValues, // both libraries store values under the symbol of their key
    callOptions: {},
    send: () => Promise.reject(new ConnectError(Code.Internal, "connect-es makes this call: send is not available")),
  });
  ctx.httpMethod = requestMethod === "GET" ? "GET" : "POST";
  return ctx;
}

function timeoutOf(header: Headers): number | undefined {
  try {
    return parseConnectTimeout(header.get("connect-timeout-ms")) ?? parseGrpcTimeout(header.get("grpc-timeout"));
  } catch {
    return undefined; // the server reports it
  }
}
