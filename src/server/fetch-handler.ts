/**
 * A server that runs wherever fetch handlers do: in service workers, on edge runtimes, in Node through its adapter, in
 * tests.
 */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Interceptor } from "../core/interceptor.ts";
import { checkInterceptors } from "../core/interceptor-check.ts";
import { positiveNumber } from "../core/invalid-option.ts";
import { checkServices } from "./check-services.ts";
import { handleConnectStream, handleConnectUnary, textResponse } from "./connect-handler.ts";
import type { Cors } from "./cors.ts";
import { type FetchEntry, fetchEntry, type PlatformInfo } from "./fetch-entry.ts";
import { handleGrpcWeb } from "./grpc-web-handler.ts";
import { type Dialect, findRoute, refusal, routes } from "./route.ts";
import { RunningCalls } from "./running-calls.ts";
import { bindEndpoint, type ServerCall } from "./server-call.ts";
import { type ServerOptions, serverConfig } from "./server-config.ts";
import type { Service } from "./service.ts";

export interface FetchHandlerOptions extends ServerOptions {
  /** The services: `service(...)` for a generated service, or a list of endpoints. */
  services: readonly Service[];
  /** Run around every call, the first outermost. */
  interceptors?: readonly Interceptor[];
  /** Origins that may make cross-origin calls. Default: none. */
  cors?: Cors;
}

export interface CloseOptions {
  /** How long running calls may take to finish, in milliseconds. Default: 5000. */
  graceMs?: number;
}

/** Accepts the arguments of fetch, so that it can replace fetch in a transport; or a Request, as platforms pass it. */
export interface FetchHandler extends FetchEntry {
  /** True if responses can start while the request is still arriving. */
  readonly fullDuplex: boolean;
  /** Returns true if a method is served under this path. */
  handles(path: string): boolean;
  /** Prepares the services that have a lifespan, instead of at their first call. Rejects if one of them fails. */
  ready(): Promise<void>;
  /**
   * Rejects further calls with unavailable, waits for running ones, ends those that take too long, and then lets
   * services with a lifespan clean up. Rejects if a cleanup fails. Safe to call more than once.
   */
  close(options?: CloseOptions): Promise<void>;
}

/**
 * Creates a handler that serves Connect and gRPC-Web.
 *
 * @example
 * const handler = createFetchHandler({
 *   services: [service(ElizaService, { say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }) })],
 * });
 */
export function createFetchHandler(options: FetchHandlerOptions): FetchHandler {
  const { services, interceptors = [], cors, basePath } = options;
  checkServices(services, "service(Description, implementation)");
  checkInterceptors(interceptors);
  const config = serverConfig(options, (compression) => compression);
  const endpoints = routes(
    services.flat().map((endpoint) => bindEndpoint(endpoint, interceptors)),
    basePath,
  );
  const lifespans = services.flatMap(({ lifespan }) => lifespan ?? []);
  const running = new RunningCalls();
  let closed: Promise<void> | undefined;

  const close = async (graceMs: number): Promise<void> => {
    await running.close(graceMs);
    const outcomes = await Promise.allSettled(lifespans.map((lifespan) => lifespan.close()));
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") {
        throw outcome.reason;
      }
    }
  };

  const answer = async (request: Request, info: PlatformInfo): Promise<Response> => {
    const path = new URL(request.url).pathname;
    if (closed) {
      return textResponse(refusal(request, new ConnectError(Code.Unavailable, "the server is closed")));
    }
    const route = findRoute(request, path, endpoints, config.codecs);
    if ("status" in route) {
      return textResponse(route);
    }
    const { endpoint, codec, dialect } = route;
    return handlers[dialect]({ request, endpoint, codec, config, running, info });
  };

  return Object.assign(fetchEntry(cors, answer), {
    fullDuplex: true,
    handles: (path: string) => endpoints.has(path),
    async ready() {
      await Promise.all(lifespans.map((lifespan) => lifespan.start()));
    },
    close({ graceMs }: CloseOptions = {}) {
      closed ??= close(positiveNumber("graceMs", graceMs) ?? 5000);
      return closed;
    },
  });
}

const handlers: Readonly<Record<Dialect, (call: ServerCall) => Promise<Response>>> = {
  unary: handleConnectUnary,
  stream: handleConnectStream,
  "grpc-web": (call) => handleGrpcWeb(call, false),
  "grpc-web-text": (call) => handleGrpcWeb(call, true),
};
