/** A server for code that cannot await a promise: takes a request and returns its response. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { checkInterceptors } from "../../core/interceptor-check.ts";
import type { InterceptorSync } from "../../core/sync/interceptor.ts";
import type { SyncRequest, SyncResponse } from "../../protocol/sync/exchange.ts";
import { toCompressionSync } from "../../wire/sync/compression.ts";
import { checkServices } from "../check-services.ts";
import type { PlatformInfo } from "../fetch-entry.ts";
import { type Dialect, findRoute, refusal, routes } from "../route.ts";
import { type RequestLimits, type ServerOptions, serverConfig } from "../server-config.ts";
import { handleConnectStreamSync, handleConnectUnarySync, textResponseSync } from "./connect-handler.ts";
import type { EndpointSync } from "./endpoint.ts";
import { handleGrpcWebSync } from "./grpc-web-handler.ts";
import { bindEndpointSync, type SyncServerCall } from "./server-call.ts";

/**
 * The options of `createFetchHandler`, except `cors`, which `toFetchHandler` handles. Compressions must work
 * synchronously.
 */
export interface SyncHandlerOptions extends ServerOptions {
  /** The services: `serviceSync(...)` for a generated service, or a list of endpoints. */
  services: readonly (readonly EndpointSync[])[];
  /** Run around every call, the first outermost. */
  interceptors?: readonly InterceptorSync[];
}

/** Responds to every request, and never throws. */
export interface SyncHandler {
  /** @param request with an absolute URL or, as servers receive it, just a path */
  (request: SyncRequest, info?: PlatformInfo): SyncResponse;
  /** Returns true if a method is served under this path. */
  handles(path: string): boolean;
  /** The configured or default limits, for `toFetchHandler`, which reads requests on behalf of the handler. */
  readonly limits: RequestLimits;
}

/**
 * Creates a handler that serves Connect and gRPC-Web synchronously: in memory for a synchronous client, in programs
 * without an event loop, or, through `toFetchHandler`, wherever fetch handlers run.
 *
 * The messages of a stream are produced as its body is read. Deadlines are checked between messages: nothing can stop
 * an implementation that does not return.
 *
 * @example
 * const handler = createSyncHandler({
 *   services: [serviceSync(ElizaService, { say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }) })],
 * });
 * const eliza = createSyncClient(ElizaService, { baseUrl: "/", send: handler });
 */
export function createSyncHandler(options: SyncHandlerOptions): SyncHandler {
  const { services, interceptors = [], basePath } = options;
  checkServices(services, "serviceSync(Description, implementation)");
  checkInterceptors(interceptors, "Sync");
  const config = serverConfig(options, toCompressionSync);
  const endpoints = routes(
    services.flat().map((endpoint) => bindEndpointSync(endpoint, interceptors)),
    basePath,
  );
  const handler = (given: SyncRequest, info: PlatformInfo = {}): SyncResponse => {
    const url = absoluteUrl(given);
    if (!url) {
      return textResponseSync(refusal(given, new ConnectError(Code.InvalidArgument, "invalid URL")));
    }
    const request = { ...given, url: url.href };
    const route = findRoute(request, url.pathname, endpoints, config.codecs);
    if ("status" in route) {
      return textResponseSync(route);
    }
    const { endpoint, codec, dialect } = route;
    return handlers[dialect]({ request, endpoint, codec, config, info });
  };
  const { readMaxBytes, maxTimeoutMs } = config;
  return Object.assign(handler, {
    handles: (path: string) => endpoints.has(path),
    limits: { readMaxBytes, maxTimeoutMs },
  });
}

const handlers: Readonly<Record<Dialect, (call: SyncServerCall) => SyncResponse>> = {
  unary: handleConnectUnarySync,
  stream: handleConnectStreamSync,
  "grpc-web": (call) => handleGrpcWebSync(call, false),
  "grpc-web-text": (call) => handleGrpcWebSync(call, true),
};

/**
 * Resolves a path against the host that the request names, if any. Neither may contain the other: no host in a path
 * ("//host/"), and no path in a host.
 */
function absoluteUrl({ url, headers }: SyncRequest): URL | undefined {
  const named = headers.get("host") ?? "";
  for (const host of [/^[^/?#@\\]+$/.test(named) ? named : "localhost", "localhost"]) {
    try {
      return new URL(url.startsWith("/") ? `http://${host}${url}` : url);
    } catch {
      // Either the host or the URL is invalid: the next attempt shows which.
    }
  }
  return undefined;
}
