/** Makes the calls of a client: where to, in which protocol, with which codec, through which interceptors. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { resolveTimeoutMs } from "../core/deadline.ts";
import type { Interceptor } from "../core/interceptor.ts";
import type { MethodInfo } from "../core/method.ts";
import { ProtocolType } from "../core/protocol-type.ts";
import { ResponseMetadata } from "../core/response-metadata.ts";
import { resolveReadMaxBytes } from "../wire/message-limit.ts";
import { isCrossOrigin, resolveBaseUrl } from "./base-url.ts";
import { BoundMethod, type TransportCore } from "./bound-method.ts";
import type { CallOptions } from "./call-options.ts";
import { Lifetime } from "./lifetime.ts";
import { ServerStream } from "./server-stream.ts";
import { ServerStreamCall } from "./server-stream-call.ts";
import type { TransportOptions } from "./transport-options.ts";
import { callUnary } from "./unary-call.ts";

/** What a client calls through. Made by `createTransport` and its presets. */
export interface Transport extends Disposable {
  /** The absolute base URL. */
  readonly baseUrl: string;
  unary<I, O>(method: MethodInfo<I, O>, request: I, options?: CallOptions): Promise<O>;
  serverStream<I, O>(method: MethodInfo<I, O>, request: I, options?: CallOptions): ServerStream<O>;
  /** The same transport with more interceptors, outside of those it has. Closing either closes both. */
  intercept(interceptors: readonly Interceptor[]): Transport;
  /** Cancels the calls that are under way; later ones fail with failed_precondition. */
  close(): void;
}

/**
 * Creates a transport from parts that are named, so that a bundle holds no others. With nothing said about compression,
 * nothing is compressed.
 *
 * @example
 * const transport = createTransport({
 *   baseUrl: "https://api.example.com",
 *   protocol: connect(),
 *   codec: protoBinary(),
 * });
 */
export function createTransport(options: TransportOptions): Transport {
  const { protocol, codec, fetch, fetchOptions = {}, interceptors = [] } = options;
  if (typeof protocol?.bind !== "function") {
    const grpc = (protocol as unknown) === ProtocolType.GRPC;
    const why = grpc ? "gRPC needs HTTP trailers, which fetch does not show; use grpcWeb(): " : "";
    throw new ConnectError(Code.InvalidArgument, `${why}protocol must be connect() or grpcWeb()`);
  }
  const baseUrl = resolveBaseUrl(options.baseUrl, fetch !== undefined);
  const core: TransportCore = {
    baseUrl,
    protocol,
    config: {
      codec,
      acceptCompression: options.acceptCompression ?? [],
      sendCompression: options.sendCompression ?? null,
      compressMinBytes: options.compressMinBytes ?? 1024,
      readMaxBytes: resolveReadMaxBytes(options.readMaxBytes),
      crossOrigin: isCrossOrigin(baseUrl),
    },
    timeoutMs: resolveTimeoutMs(options.timeoutMs),
    // Looked up for each call, so that tools that replace the global fetch are seen.
    fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)),
    fetchOptions,
    lifetime: new Lifetime(),
  };
  return new FetchTransport(core, interceptors);
}

class FetchTransport implements Transport {
  readonly #core: TransportCore;
  readonly #interceptors: readonly Interceptor[];
  readonly #methods = new Map<unknown, unknown>();

  constructor(core: TransportCore, interceptors: readonly Interceptor[]) {
    this.#core = core;
    this.#interceptors = interceptors;
  }

  get baseUrl(): string {
    return this.#core.baseUrl;
  }

  unary<I, O>(method: MethodInfo<I, O>, request: I, options: CallOptions = {}): Promise<O> {
    return callUnary(this.#bind(method), request, options, ResponseMetadata.current);
  }

  serverStream<I, O>(method: MethodInfo<I, O>, request: I, options: CallOptions = {}): ServerStream<O> {
    return new ServerStream(new ServerStreamCall(this.#bind(method), request, options, ResponseMetadata.current));
  }

  intercept(interceptors: readonly Interceptor[]): Transport {
    return new FetchTransport(this.#core, [...interceptors, ...this.#interceptors]);
  }

  close(): void {
    this.#core.lifetime.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #bind<I, O>(method: MethodInfo<I, O>): BoundMethod<I, O> {
    let bound = this.#methods.get(method) as BoundMethod<I, O> | undefined;
    if (!bound) {
      bound = new BoundMethod(method, this.#core, this.#interceptors);
      this.#methods.set(method, bound);
    }
    return bound;
  }
}
