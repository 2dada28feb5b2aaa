/** Makes synchronous calls: knows the server, the protocol, the codec and the interceptors. */
/// <reference lib="esnext.disposable" preserve="true" />
import { detached } from "../../codec/detached.ts";
import { protoBinary } from "../../codec/proto-binary.ts";
import { gzip } from "../../compression/gzip.ts";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { resolveTimeoutMs } from "../../core/deadline.ts";
import { checkInterceptors } from "../../core/interceptor-check.ts";
import { type MethodInfo, procedureName } from "../../core/method.ts";
import { ProtocolType } from "../../core/protocol-type.ts";
import type { InterceptorSync } from "../../core/sync/interceptor.ts";
import { resolveReadMaxBytes } from "../../wire/message-limit.ts";
import { toCompressionSync } from "../../wire/sync/compression.ts";
import { isCrossOrigin } from "../base-url.ts";
import { checkOptions } from "../diagnostics/check-options.ts";
import { explainBaseUrl } from "../diagnostics/explain-base-url.ts";
import type {
  ProtocolSync,
  SyncCaller,
  SyncCallOptions,
  SyncCallTarget,
  SyncTransportCore,
} from "./call/call-target.ts";
import { SyncLifetime } from "./call/lifetime.ts";
import type { SyncServerStream } from "./call/server-stream.ts";
import { clientStreamCallsSync, unaryCallsSync } from "./call/single-answer.ts";
import { bidiStreamCallsSync, serverStreamCallsSync } from "./call/stream-call.ts";
import { xhrSend } from "./call/xhr-send.ts";
import { connectSync } from "./connect.ts";
import { grpcWebSync } from "./grpc-web.ts";
import type { SyncTransportOptions } from "./transport-options.ts";

/** The transport that a synchronous client calls through. Created by `createSyncTransport`. */
export interface SyncTransport extends Disposable {
  /** The absolute base URL. */
  readonly baseUrl: string;
  /** Requests may be complete messages or, for the methods of a generated service, just their fields. */
  unary<I, O>(method: MethodInfo<I, O>, request: I, options?: SyncCallOptions): O;
  clientStream<I, O>(method: MethodInfo<I, O>, requests: Iterable<I>, options?: SyncCallOptions): O;
  serverStream<I, O>(method: MethodInfo<I, O>, request: I, options?: SyncCallOptions): SyncServerStream<O>;
  bidiStream<I, O>(method: MethodInfo<I, O>, requests: Iterable<I>, options?: SyncCallOptions): SyncServerStream<O>;
  /** Returns the same transport with more interceptors, outside the existing ones. Closing either closes both. */
  intercept(interceptors: readonly InterceptorSync[]): SyncTransport;
  /** Closes the transport: later calls fail with failed_precondition, unfinished streams with canceled. */
  close(): void;
}

const protocols = new Map<string, ProtocolSync>(
  [connectSync, grpcWebSync].map((protocol) => [protocol.type, protocol]),
);

/**
 * Creates a transport for code that cannot await a promise: a WASM program, an interpreter, a synchronous API. Its
 * calls block the thread until the response arrives, so it belongs in a worker.
 *
 * Options and defaults are those of `createConnectTransport`, with these differences: a response arrives as a whole or
 * not at all, so it must fit in memory, and a broken connection loses the messages before the break; streaming requests
 * are collected first; a call cannot be canceled while it runs, but it can time out. Compressions must work
 * synchronously, as gzip, brotli and zstd of this package do.
 *
 * @throws a ConnectError with `failed_precondition` on a page's main thread, unless `allowMainThread` is set, and where
 *   there is no XMLHttpRequest, unless `send` is given; with `invalid_argument` for invalid options
 *
 * @example
 * const eliza = createSyncClient(ElizaService, createSyncTransport({ baseUrl: "https://api.example.com" }));
 */
export function createSyncTransport(options: SyncTransportOptions): SyncTransport {
  const { protocol: type = ProtocolType.CONNECT, withCredentials = false, allowMainThread = false, send } = options;
  const protocol = protocols.get(type);
  if (!protocol) {
    throw new ConnectError(
      Code.InvalidArgument,
      `protocol is ${JSON.stringify(type)}, expected "connect" or "grpc-web", which browsers use in place of gRPC`,
    );
  }
  checkOptions(options);
  const baseUrl = explainBaseUrl(options.baseUrl, send !== undefined);
  const crossOrigin = isCrossOrigin(baseUrl);
  // The defaults of asynchronous transports, for the reason given in default-compression.ts.
  const { acceptCompression = crossOrigin ? [] : [gzip()], sendCompression = crossOrigin ? null : gzip() } = options;
  const core: SyncTransportCore = {
    baseUrl,
    protocol,
    config: {
      baseUrl,
      useGet: options.useGet ?? false,
      ...(options.getMaxUrlBytes !== undefined && { getMaxUrlBytes: options.getMaxUrlBytes }),
      codec: detached(options.codec ?? protoBinary()),
      acceptCompression: acceptCompression.map(toCompressionSync),
      sendCompression: sendCompression && toCompressionSync(sendCompression),
      compressMinBytes: options.compressMinBytes ?? 1024,
      readMaxBytes: resolveReadMaxBytes(options.readMaxBytes),
      crossOrigin,
    },
    timeoutMs: resolveTimeoutMs(options.timeoutMs),
    send: send ?? xhrSend({ withCredentials, allowMainThread }),
    lifetime: new SyncLifetime(),
  };
  return transportOf(core, options.interceptors ?? []);
}

/** Creates a transport over a core shared with transports that have other interceptors. */
function transportOf(core: SyncTransportCore, interceptors: readonly InterceptorSync[]): SyncTransport {
  const { baseUrl, lifetime } = core;
  checkInterceptors(interceptors, "Sync");
  const calls = new Map<MethodInfo, unknown>();
  /** Makes a call, binding its method at the first one. */
  const call = <Q, I, O, R>(
    bind: (target: SyncCallTarget<I, O>) => SyncCaller<Q, R>,
    method: MethodInfo<I, O>,
    request: Q,
    options: SyncCallOptions = {},
  ): R => {
    let bound = calls.get(method as MethodInfo) as SyncCaller<Q, R> | undefined;
    if (!bound) {
      bound = bind({ core, method, interceptors, url: `${baseUrl}/${procedureName(method)}` });
      calls.set(method as MethodInfo, bound);
    }
    return bound(request, options);
  };
  const close = (): void => lifetime.close();
  return {
    baseUrl,
    unary: (method, request, options) => call(unaryCallsSync, method, request, options),
    clientStream: (method, requests, options) => call(clientStreamCallsSync, method, requests, options),
    serverStream: (method, request, options) => call(serverStreamCallsSync, method, request, options),
    bidiStream: (method, requests, options) => call(bidiStreamCallsSync, method, requests, options),
    intercept: (more) => transportOf(core, [...more, ...interceptors]),
    close,
    [Symbol.dispose]: close,
  };
}
