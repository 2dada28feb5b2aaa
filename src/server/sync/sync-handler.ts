/** A server for code that cannot wait for a promise: a request goes in, its response comes out. */
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

/** Those of `createFetchHandler`; compressions have to answer at once, and `toFetchHandler` takes care of `cors`. */
export interface SyncHandlerOptions extends ServerOptions {
  /** What is served: `serviceSync(...)` for a generated service, or a list of endpoints. */
  services: readonly (readonly EndpointSync[])[];
  /** Run around every call, the first outermost. */
  interceptors?: readonly InterceptorSync[];
}

/** Answers everything, and throws nothing. */
export interface SyncHandler {
  /** @param request with an absolute URL or, as servers get it, with its path alone */
  (request: SyncRequest, info?: PlatformInfo): SyncResponse;
  /** True if a method is served under this path. */
  handles(path: string): boolean;
  /** What was configured, or is the default: `toFetchHandler`, which reads requests for it, goes by this. */
  readonly limits: RequestLimits;
}

/**
 * Creates a handler that serves Connect and gRPC-Web, synchronously: in memory for a synchronous client, in a program
 * that has no event loop, or wherever fetch handlers run through `toFetchHandler`.
 *
 * The messages of a stream are made while its body is read. A deadline is looked at between messages: nothing can end
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
      return textResponseSync(refusal(given, new ConnectError(Code.InvalidArgument, "the URL is none")));
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
 * A path belongs to the host that the request names, if it names one. Neither says anything of the other: no host in a
 * path ("//host/"), and no path in a host.
 */
function absoluteUrl({ url, headers }: SyncRequest): URL | undefined {
  const named = headers.get("host") ?? "";
  for (const host of [/^[^/?#@\\]+$/.test(named) ? named : "localhost", "localhost"]) {
    try {
      return new URL(url.startsWith("/") ? `http://${host}${url}` : url);
    } catch {
      // An impossible host or URL: the next attempt tells which.
    }
  }
  return undefined;
}
