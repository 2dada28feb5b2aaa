/** From a generated service to an object with its methods. */
import type {
  DescMessage,
  DescMethod,
  DescMethodBiDiStreaming,
  DescMethodClientStreaming,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import { methodInfo } from "../codec/proto-method.ts";
import type { Interceptor } from "../core/interceptor.ts";
import type { ServerStream } from "./call/server-stream.ts";
import type { CallOptions } from "./call-options.ts";
import { createTransport, type Transport, type TransportOptions } from "./transport.ts";

/** Calls a unary method. Rejects with nothing but a ConnectError. */
export type UnaryCall<I extends DescMessage, O extends DescMessage> = (
  request: MessageInitShape<I>,
  options?: CallOptions,
) => Promise<MessageShape<O>>;

/**
 * Calls a client-streaming method: `requests` are sent as one body, or as they are made where `requestStreaming` says
 * so and the engine can. Rejects with nothing but a ConnectError.
 */
export type ClientStreamingCall<I extends DescMessage, O extends DescMessage> = (
  requests: AsyncIterable<MessageInitShape<I>> | Iterable<MessageInitShape<I>>,
  options?: CallOptions,
) => Promise<MessageShape<O>>;

/**
 * Calls a bidirectional method, half duplex: all requests are sent before the first response is read, which is when
 * the call begins.
 */
export type BidiStreamingCall<I extends DescMessage, O extends DescMessage> = (
  requests: AsyncIterable<MessageInitShape<I>> | Iterable<MessageInitShape<I>>,
  options?: CallOptions,
) => ServerStream<MessageShape<O>>;

/** Calls a server-streaming method. Nothing is sent before the stream is read. */
export type ServerStreamingCall<I extends DescMessage, O extends DescMessage> = (
  request: MessageInitShape<I>,
  options?: CallOptions,
) => ServerStream<MessageShape<O>>;

type Call<M extends DescMethod> =
  M extends DescMethodUnary<infer I, infer O>
    ? UnaryCall<I, O>
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? ServerStreamingCall<I, O>
      : M extends DescMethodClientStreaming<infer I, infer O>
        ? ClientStreamingCall<I, O>
        : M extends DescMethodBiDiStreaming<infer I, infer O>
          ? BidiStreamingCall<I, O>
          : never;

/** The methods of a service, under the names that the generated code gives them. */
export type Client<S extends DescService> = { readonly [K in keyof S["method"]]: Call<S["method"][K]> };

export interface ClientOptions {
  /** Run around every call of this client, outside of the transport's own. */
  interceptors?: readonly Interceptor[];
}

/**
 * Creates a client for a service that protoc-gen-es generated.
 *
 * @example
 * const eliza = createClient(ElizaService, createConnectTransport({ baseUrl: "/" }));
 * const { sentence } = await eliza.say({ sentence: "hello" }, { timeoutMs: 2_000 });
 */
export function createClient<S extends DescService>(
  service: S,
  transport: Transport | TransportOptions,
  { interceptors = [] }: ClientOptions = {},
): Client<S> {
  const base = "unary" in transport ? transport : createTransport(transport);
  const through = interceptors.length ? base.intercept(interceptors) : base;
  const calls = service.methods.map((method) => {
    const info = methodInfo<DescMethod>(method);
    const call = (request: unknown, options?: CallOptions) => through[info.kind](info, request as never, options);
    return [method.localName, call];
  });
  return Object.fromEntries(calls) as Client<S>;
}
