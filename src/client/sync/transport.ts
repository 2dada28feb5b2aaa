/** Makes synchronous calls: where to, in which protocol, with which codec, through which interceptors. */
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

/** What a synchronous client calls through. Made by `createSyncTransport`. */
export interface SyncTransport extends Disposable {
  /** The absolute base URL. */
  readonly baseUrl: string;
  /** Requests may be complete messages or, for the methods of a generated service, just their fields. */
  unary<I, O>(method: MethodInfo<I, O>, request: I, options?: SyncCallOptions): O;
  clientStream<I, O>(method: MethodInfo<I, O>, requests: Iterable<I>, options?: SyncCallOptions): O;
  serverStream<I, O>(method: MethodInfo<I, O>, request: I, options?: SyncCallOptions): SyncServerStream<O>;
  bidiStream<I, O>(method: MethodInfo<I, O>, requests: Iterable<I>, options?: SyncCallOptions): SyncServerStream<O>;
  /** The same transport with more interceptors, outside of those it has. Closing either closes both. */
  intercept(interceptors: readonly InterceptorSync[]): SyncTransport;
  /** Later calls fail with failed_precondition; streams that have not been read to their end, with canceled. */
  close(): void;
}

const protocols = new Map<string, ProtocolSync>(
  [connectSync, grpcWebSync].map((protocol) => [protocol.type, protocol]),
);

/**
 * Creates a transport for code that cannot wait for a promise: a WASM program, an interpreter, a synchronous API. Its
 * calls return when the answer is there, and the thread stands still until then, so it belongs into a worker.
 *
 * Options and defaults are those of `createConnectTransport`. Different are: a response is there as a whole or not at
 * all, so it has to fit into memory, and a connection that breaks within it takes along the messages before; requests
 * of many messages are collected first; a call cannot be canceled while it is under way, but it times out. A
 * compression has to answer at once: gzip, brotli and zstd of this package do.
 *
 * @throws a ConnectError with `failed_precondition` on a page's main thread, unless `allowMainThread` is set, and where
 *   there is no XMLHttpRequest, unless there is a `send`; `invalid_argument` for options that make no sense
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
  // The defaults of asynchronous transports, for their reason: see default-compression.ts.
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

/** A transport over what it shares with others that have more, or fewer, interceptors. */
function transportOf(core: SyncTransportCore, interceptors: readonly InterceptorSync[]): SyncTransport {
  const { baseUrl, lifetime } = core;
  checkInterceptors(interceptors, "Sync");
  const calls = new Map<MethodInfo, unknown>();
  /** Calls with what was worked out for this method at its first call. */
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
