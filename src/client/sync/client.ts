/** From a generated service to an object with its methods, whose calls are synchronous. */
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
import { methodInfo } from "../../codec/proto-method.ts";
import type { InterceptorSync } from "../../core/sync/interceptor.ts";
import type { SyncCallOptions } from "./call/call-target.ts";
import type { SyncServerStream } from "./call/server-stream.ts";
import { createSyncTransport, type SyncTransport } from "./transport.ts";
import type { SyncTransportOptions } from "./transport-options.ts";

/** Calls a unary method. Throws nothing but a ConnectError. */
export type SyncUnaryCall<I extends DescMessage, O extends DescMessage> = (
  request: MessageInitShape<I>,
  options?: SyncCallOptions,
) => MessageShape<O>;

/** Calls a client-streaming method: `requests` are sent as one body. Throws nothing but a ConnectError. */
export type SyncClientStreamingCall<I extends DescMessage, O extends DescMessage> = (
  requests: Iterable<MessageInitShape<I>>,
  options?: SyncCallOptions,
) => MessageShape<O>;

/**
 * Calls a bidirectional method, half duplex: all requests are sent before the first response is read, which is when
 * the call begins.
 */
export type SyncBidiStreamingCall<I extends DescMessage, O extends DescMessage> = (
  requests: Iterable<MessageInitShape<I>>,
  options?: SyncCallOptions,
) => SyncServerStream<MessageShape<O>>;

/** Calls a server-streaming method. Nothing is sent before the stream is read. */
export type SyncServerStreamingCall<I extends DescMessage, O extends DescMessage> = (
  request: MessageInitShape<I>,
  options?: SyncCallOptions,
) => SyncServerStream<MessageShape<O>>;

type Call<M extends DescMethod> =
  M extends DescMethodUnary<infer I, infer O>
    ? SyncUnaryCall<I, O>
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? SyncServerStreamingCall<I, O>
      : M extends DescMethodClientStreaming<infer I, infer O>
        ? SyncClientStreamingCall<I, O>
        : M extends DescMethodBiDiStreaming<infer I, infer O>
          ? SyncBidiStreamingCall<I, O>
          : never;

/** The methods of a service, under the names that the generated code gives them. */
export type SyncClient<S extends DescService> = { readonly [K in keyof S["method"]]: Call<S["method"][K]> };

export interface SyncClientOptions {
  /** Run around every call of this client, outside of the transport's own. */
  interceptors?: readonly InterceptorSync[];
}

/**
 * Creates a synchronous client for a service that protoc-gen-es generated.
 *
 * @example
 * const eliza = createSyncClient(ElizaService, { baseUrl: "/" }); // in a worker
 * const { sentence } = eliza.say({ sentence: "hello" }, { timeoutMs: 2_000 });
 */
export function createSyncClient<S extends DescService>(
  service: S,
  transport: SyncTransport | SyncTransportOptions,
  { interceptors = [] }: SyncClientOptions = {},
): SyncClient<S> {
  const base = "unary" in transport ? transport : createSyncTransport(transport);
  const through = interceptors.length > 0 ? base.intercept(interceptors) : base;
  const calls = service.methods.map((method) => {
    const info = methodInfo<DescMethod>(method);
    const call = (request: unknown, options?: SyncCallOptions) => through[info.kind](info, request as never, options);
    return [method.localName, call];
  });
  return Object.fromEntries(calls) as SyncClient<S>;
}
