/** From a generated service to an object with its methods. */
import type {
  DescMessage,
  DescMethod,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import { createMessage, methodInfo } from "../codec/proto-method.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Interceptor } from "../core/interceptor.ts";
import type { CallOptions } from "./call-options.ts";
import type { ServerStream } from "./server-stream.ts";
import { createTransport, type Transport } from "./transport.ts";
import type { TransportOptions } from "./transport-options.ts";

/** Calls a unary method. Rejects with nothing but a ConnectError. */
export type UnaryCall<I extends DescMessage, O extends DescMessage> = (
  request: MessageInitShape<I>,
  options?: CallOptions,
) => Promise<MessageShape<O>>;

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
      : never;

type SupportedMethods<S extends DescService> = {
  [K in keyof S["method"]]: Call<S["method"][K]> extends never ? never : K;
}[keyof S["method"]];

/** The methods of a service, under the names that the generated code gives them. */
export type Client<S extends DescService> = { readonly [K in SupportedMethods<S>]: Call<S["method"][K]> };

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
  const through = interceptors.length > 0 ? base.intercept(interceptors) : base;
  const calls = service.methods.flatMap((method) => {
    const { kind } = methodInfo(method);
    return kind === "unary" || kind === "serverStream" ? [[method.localName, bindCall(method, kind, through)]] : [];
  });
  return Object.fromEntries(calls) as Client<S>;
}

function bindCall(method: DescMethod, kind: "unary" | "serverStream", transport: Transport): unknown {
  return (init?: MessageInitShape<DescMessage>, options?: CallOptions) => {
    let through = transport;
    let request: unknown;
    try {
      request = createMessage(method.input, init);
    } catch (cause) {
      through = transport.intercept([refusal(method.input.typeName, cause)]);
    }
    return through[kind](methodInfo(method), request, options);
  };
}

/** Fails a call before anything else sees it, in the way of its kind: a stream at its first read. */
function refusal(typeName: string, cause: unknown): Interceptor {
  const refuse = (): never => {
    throw ConnectError.from(cause, Code.InvalidArgument, `this is no ${typeName}`);
  };
  return { interceptUnary: refuse, interceptServerStream: refuse };
}
