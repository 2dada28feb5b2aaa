/** Makes the calls of a client: knows the server, the protocol, the codec and the interceptors. */
/// <reference lib="esnext.disposable" preserve="true" />

import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { resolveTimeoutMs } from "../core/deadline.ts";
import type { Interceptor } from "../core/interceptor.ts";
import { type MethodInfo, procedureName } from "../core/method.ts";
import type { Codec } from "../wire/codec.ts";
import { resolveReadMaxBytes } from "../wire/message-limit.ts";
import { resolveBaseUrl } from "./base-url.ts";
import type { Caller, CallTarget, TransportCore } from "./call/call-target.ts";
import { Lifetime } from "./call/lifetime.ts";
import type { ServerStream } from "./call/server-stream.ts";
import { bindUnaryCall } from "./call/single-answer.ts";
import type { CallOptions } from "./call-options.ts";
import type { Protocol, StreamKinds, UnaryKind } from "./spoken-protocol.ts";
import type { CommonTransportOptions } from "./transport-options.ts";

/** Options of `createTransport`. Bundles contain only the parts that are named here. */
export interface TransportOptions extends CommonTransportOptions {
  /** `connect()` or `grpcWeb()`; `connectUnary()` or `grpcWebUnary()` leave the code for streams out of the bundle. */
  protocol: Protocol;
  /** `protoBinary()`, `protoJson()`, or a custom codec. */
  codec: Codec;
}

/** The transport that a client calls through. Created by `createTransport` and its presets. */
export interface Transport extends Disposable {
  /** The base URL: absolute, or a path if there is no page to resolve it against. */
  readonly baseUrl: string;
  /** Requests may be complete messages or, for the methods of a generated service, just their fields. */
  unary<I, O>(method: MethodInfo<I, O>, request: I, options?: CallOptions): Promise<O>;
  clientStream<I, O>(method: MethodInfo<I, O>, requests: AsyncIterable<I>, options?: CallOptions): Promise<O>;
  serverStream<I, O>(method: MethodInfo<I, O>, request: I, options?: CallOptions): ServerStream<O>;
  bidiStream<I, O>(method: MethodInfo<I, O>, requests: AsyncIterable<I>, options?: CallOptions): ServerStream<O>;
  /** Returns the same transport with more interceptors, outside the existing ones. Closing either closes both. */
  intercept(interceptors: readonly Interceptor[]): Transport;
  /** Cancels pending calls; later ones fail with failed_precondition. */
  close(): void;
}

/**
 * Creates a transport from explicit parts, so that bundlers drop the rest. Nothing is compressed unless a compression is
 * given.
 *
 * @example
 * const transport = createTransport({
 *   baseUrl: "https://api.example.com",
 *   protocol: connect(),
 *   codec: protoBinary(),
 * });
 */
export function createTransport(options: TransportOptions): Transport {
  const {
    protocol,
    interceptors = [],
    // Looked up on each call, so that tools may replace the global fetch at any time.
    fetch = (url, init) => globalThis.fetch(url, init),
    fetchOptions,
  } = options;
  if (!protocol?.bindUnary) {
    throw new ConnectError(Code.InvalidArgument, "protocol must be connect() or grpcWeb()");
  }
  protocol.diagnostics?.checkOptions(options);
  const baseUrl = resolveBaseUrl(options.baseUrl, options.fetch !== undefined);
  const core: TransportCore = {
    baseUrl,
    protocol,
    config: {
      ...options,
      baseUrl,
      readMaxBytes: resolveReadMaxBytes(options.readMaxBytes),
    },
    timeoutMs: resolveTimeoutMs(options.timeoutMs),
    fetch,
    fetchOptions: { redirect: "manual", ...fetchOptions },
    lifetime: new Lifetime(),
  };
  return transportOf(core, { unary: bindUnaryCall, ...protocol.kinds }, interceptors);
}

/** Creates a transport over a core shared with transports that have other interceptors. */
function transportOf(
  core: TransportCore,
  kinds: UnaryKind & Partial<StreamKinds>,
  interceptors: readonly Interceptor[],
): Transport {
  const { baseUrl, protocol, lifetime } = core;
  const calls = new Map<MethodInfo, unknown>();
  /** Makes a call, binding its method at the first one. */
  const call = <Q, I, O, R>(
    bind: ((target: CallTarget<I, O>) => Caller<Q, R>) | undefined,
    method: MethodInfo<I, O>,
    request: Q,
    options: CallOptions = {},
  ): R => {
    if (!bind) {
      throw new ConnectError(Code.Unimplemented, `${method.name} is a stream: protocol must be connect() or grpcWeb()`);
    }
    let bound = calls.get(method as MethodInfo) as Caller<Q, R> | undefined;
    if (!bound) {
      bound = bind({ core, method, interceptors, url: `${baseUrl}/${procedureName(method)}` });
      calls.set(method as MethodInfo, bound);
    }
    return bound(request, options);
  };
  const close = (): void => lifetime.close();
  return {
    baseUrl,
    unary: (method, request, options) => call(kinds.unary, method, request, options),
    clientStream: <I, O>(method: MethodInfo<I, O>, requests: AsyncIterable<I>, options?: CallOptions) =>
      call<AsyncIterable<I>, I, O, Promise<O>>(kinds.clientStream, method, requests, options),
    serverStream: <I, O>(method: MethodInfo<I, O>, request: I, options?: CallOptions) =>
      call<I, I, O, ServerStream<O>>(kinds.serverStream, method, request, options),
    bidiStream: <I, O>(method: MethodInfo<I, O>, requests: AsyncIterable<I>, options?: CallOptions) =>
      call<AsyncIterable<I>, I, O, ServerStream<O>>(kinds.bidiStream, method, requests, options),
    intercept(more) {
      protocol.diagnostics?.checkOptions({ ...core.config, interceptors: more });
      return transportOf(core, kinds, [...more, ...interceptors]);
    },
    close,
    [Symbol.dispose]: close,
  };
}
