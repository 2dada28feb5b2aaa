/** A server for wherever a fetch handler runs: service workers, edge runtimes, Node through its adapter, tests. */
import { protoBinary } from "../codec/proto-binary.ts";
import { protoJson } from "../codec/proto-json.ts";
import { gzip } from "../compression/gzip.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Interceptor } from "../core/interceptor.ts";
import type { RequestContext } from "../core/request-context.ts";
import type { Codec } from "../wire/codec.ts";
import type { Compression } from "../wire/compression.ts";
import { resolveReadMaxBytes } from "../wire/message-limit.ts";
import { connectErrorResponse, handleConnectStream, handleConnectUnary } from "./connect-handler.ts";
import type { Cors } from "./cors.ts";
import { type FetchEntry, fetchEntry } from "./fetch-entry.ts";
import { handleGrpcWeb } from "./grpc-web-handler.ts";
import { type Dialect, findRoute, pathOf } from "./route.ts";
import { type BoundEndpoint, bindEndpoint, type ServerCall, type ServerConfig } from "./server-call.ts";
import type { Service } from "./service.ts";

export interface FetchHandlerOptions {
  /** What is served: `service(...)` for a generated service, or a list of endpoints. */
  services: readonly Service[];
  /** Run around every call, the first outermost. */
  interceptors?: readonly Interceptor[];
  /** Largest request message, in bytes and decompressed; a larger one is resource_exhausted. Default: 2 GiB. */
  readMaxBytes?: number;
  /** Default: gzip. Empty: nothing is compressed, and compressed requests are refused. */
  compressions?: readonly Compression[];
  /** Smaller messages are sent uncompressed. In bytes, default 1024. */
  compressMinBytes?: number;
  /** Default: protobuf, binary and JSON. */
  codecs?: readonly Codec[];
  /** Which other origins may call. Default: none. */
  cors?: Cors;
  /** The path in front of the service's name: "/api". Default: none. */
  basePath?: string;
  /** Told of what an implementation threw that is no ConnectError; the client learns only that it was internal. */
  onError?: (error: unknown, ctx: RequestContext) => void;
}

/** Takes what fetch takes, so that it can stand in for fetch in a transport; or a Request, as platforms hand it over. */
export interface FetchHandler extends FetchEntry {
  /** True if it answers while the request still comes in. */
  readonly fullDuplex: boolean;
  /** True if a method is served under this path. */
  handles(path: string): boolean;
  /** Prepares the services that have a lifespan, which the first call would do otherwise. Rejects if one cannot be. */
  ready(): Promise<void>;
  /** Refuses further calls with unavailable, and lets the services that have a lifespan clean up. */
  close(): Promise<void>;
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
  const config: ServerConfig = {
    codecs: options.codecs ?? [protoBinary(), protoJson()],
    compressions: options.compressions ?? [gzip()],
    compressMinBytes: options.compressMinBytes ?? 1024,
    readMaxBytes: resolveReadMaxBytes(options.readMaxBytes),
    onError: options.onError ?? ((error) => console.error(error)),
  };
  const endpoints = new Map<string, BoundEndpoint>();
  for (const endpoint of services.flat()) {
    endpoints.set(pathOf(endpoint.method, basePath), bindEndpoint(endpoint, interceptors));
  }

  const lifespans = services.flatMap(({ lifespan }) => lifespan ?? []);
  let isClosed = false;

  const answer = async (request: Request, clientAddress: string | undefined): Promise<Response> => {
    const path = new URL(request.url).pathname;
    if (isClosed) {
      return connectErrorResponse(new ConnectError(Code.Unavailable, "the server is closed"));
    }
    const route = findRoute(request, path, endpoints, config.codecs);
    if ("status" in route) {
      const { body, ...head } = route;
      return new Response(body || null, head);
    }
    const { endpoint, codec, dialect } = route;
    return handlers[dialect]({ request, endpoint, codec, config, clientAddress });
  };

  return Object.assign(fetchEntry(cors, answer), {
    fullDuplex: true,
    handles: (path: string) => endpoints.has(path),
    async ready() {
      await Promise.all(lifespans.map((lifespan) => lifespan.start()));
    },
    async close() {
      isClosed = true;
      await Promise.all(lifespans.map((lifespan) => lifespan.close()));
    },
  });
}

const handlers: Readonly<Record<Dialect, (call: ServerCall) => Promise<Response>>> = {
  unary: handleConnectUnary,
  stream: handleConnectStream,
  "grpc-web": handleGrpcWeb,
};
