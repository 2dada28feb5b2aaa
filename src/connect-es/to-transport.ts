/** Adapts a Farcall transport for code that uses connect-es. */
import {
  createContextValues,
  type Interceptor as EsInterceptor,
  type Transport as EsTransport,
  type StreamRequest,
  type StreamResponse,
  type UnaryRequest,
} from "@connectrpc/connect";
import { runStreamingCall, runUnaryCall } from "@connectrpc/connect/protocol";
import type { CallOptions } from "../client/call-options.ts";
import type { Transport } from "../client/transport.ts";
import { methodInfo } from "../codec/proto-method.ts";
import type { ContextValues } from "../core/context-values.ts";
import { checkList, hasMethods, invalidOption } from "../core/invalid-option.ts";
import { Metadata } from "../core/metadata.ts";
import { procedureName } from "../core/method.ts";
import { ResponseMetadata } from "../core/response-metadata.ts";
import { toConnectEsError } from "./es-error.ts";
import { oneMessage, singleRequest } from "./single-request.ts";

export interface ToConnectEsTransportOptions {
  /** Connect-es interceptors around every call, in connect-es's order: the first is the outermost. */
  interceptors?: EsInterceptor[];
  /** Call options that connect-es does not have: `fetchOptions`, `useGet`, `duplex: "full"` in memory. */
  callOptions?: Pick<CallOptions, "fetchOptions" | "useGet" | "duplex">;
}

/**
 * Adapts a Farcall transport, with its protocol and interceptors, for connect-es and connect-query. Calls behave as in
 * connect-es: streams are opened immediately, `break` does not cancel them (a signal does), and errors are instances of
 * connect-es's ConnectError.
 *
 * @example
 * <TransportProvider transport={toConnectEsTransport(transport)}>
 */
export function toConnectEsTransport(
  transport: Transport,
  { interceptors = [], callOptions }: ToConnectEsTransportOptions = {},
): EsTransport {
  if (!hasMethods(transport, "unary", "serverStream")) {
    throw invalidOption("the transport", transport, "a Farcall transport");
  }
  checkList("interceptors", interceptors, "a function, as in connect-es", (item) => typeof item === "function");

  /** Returns the properties that requests of both kinds share. */
  const begin = (method: UnaryRequest["method"] | StreamRequest["method"], header: HeadersInit | undefined) => ({
    service: method.parent,
    requestMethod: "POST",
    url: `${transport.baseUrl}/${procedureName(methodInfo(method))}`,
    header: new Headers(header),
  });
  const optionsOf = (
    { signal, header, contextValues }: UnaryRequest | StreamRequest,
    timeoutMs: number | undefined,
    metadata: ResponseMetadata,
  ): CallOptions => ({
    ...callOptions,
    signal,
    headers: header,
    values: contextValues as unknown as ContextValues, // both libraries store values under the symbol of their key
    metadata,
    ...(timeoutMs !== undefined && { timeoutMs: Math.max(0, timeoutMs) }),
  });

  return {
    unary: (method, signal, timeoutMs, header, message, contextValues = createContextValues()) =>
      runUnaryCall({
        ...given(signal, timeoutMs),
        interceptors,
        req: { ...begin(method, header), stream: false, method, contextValues, message },
        next: async (request) => {
          const metadata = new ResponseMetadata();
          const options = optionsOf(request, timeoutMs, metadata);
          const message = await translated(transport.unary(methodInfo(method), request.message, options));
          const { headers: header, trailers: trailer } = metadata;
          return { stream: false, service: method.parent, method, header, trailer, message };
        },
      }),
    stream: (method, signal, timeoutMs, header, message, contextValues = createContextValues()) =>
      runStreamingCall({
        ...given(signal, timeoutMs),
        interceptors,
        req: { ...begin(method, header), stream: true, method, contextValues, message },
        next: async (request) => {
          const metadata = new ResponseMetadata();
          const options = optionsOf(request, timeoutMs, metadata);
          const response = await translated(open(transport, request, options, metadata));
          return { ...response, stream: true, service: method.parent, method } as never; // typed by the method
        },
      }) as ReturnType<EsTransport["stream"]>,
  } as EsTransport;
}

/** Leaves out undefined values, and a timeout of 0 or less, which means none in connect-es. */
function given(signal: AbortSignal | undefined, timeoutMs = 0) {
  return { ...(signal && { signal }), ...(timeoutMs > 0 && { timeoutMs }) };
}

type OpenStream = Pick<StreamResponse, "header" | "trailer" | "message">;

/** Opens a stream. Resolves once its response headers have arrived. */
async function open(
  transport: Transport,
  { method, message: requests }: StreamRequest,
  options: CallOptions,
  metadata: ResponseMetadata,
): Promise<OpenStream> {
  const info = methodInfo(method);
  if (info.kind === "clientStream") {
    const message = await transport.clientStream(info, requests, options);
    return { header: metadata.headers, trailer: metadata.trailers, message: oneMessage(message) };
  }
  const stream =
    info.kind === "serverStream"
      ? transport.serverStream(info, await singleRequest(requests), options)
      : transport.bidiStream(info, requests, options);
  const header = await stream.headers;
  const trailer = new Metadata();
  async function* messages() {
    try {
      yield* stream;
    } catch (reason) {
      throw toConnectEsError(reason);
    } finally {
      trailer.appendAll(metadata.trailers);
    }
  }
  return { header, trailer, message: messages() };
}

async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (reason) {
    throw toConnectEsError(reason);
  }
}
