/** A server for wherever a fetch handler runs: service workers, edge runtimes, Node through its adapter, tests. */
import { protoBinary } from "../codec/proto-binary.ts";
import { protoJson } from "../codec/proto-json.ts";
import { gzip } from "../compression/gzip.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Interceptor } from "../core/interceptor.ts";
import { procedureName } from "../core/method.ts";
import type { RequestContext } from "../core/request-context.ts";
import { mediaType } from "../protocol/response-check.ts";
import type { Codec } from "../wire/codec.ts";
import type { Compression } from "../wire/compression.ts";
import { resolveReadMaxBytes } from "../wire/message-limit.ts";
import { connectErrorResponse, handleConnectStream, handleConnectUnary } from "./connect-handler.ts";
import { type Cors, corsHeaders, exposeHeaders, isPreflight, preflightResponse } from "./cors.ts";
import { handleGrpcWeb } from "./grpc-web-handler.ts";
import { type BoundEndpoint, bindEndpoint, type ServerCall, type ServerConfig } from "./server-call.ts";
import type { Service } from "./service.ts";
import { acceptsGet, getCodecName } from "./unary-request.ts";

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

/** What the platform knows of a request beside the request. */
export interface RequestInfo {
  /** "host:port" of the client. */
  clientAddress?: string;
}

/** Takes what fetch takes, so that it can stand in for fetch in a transport; or a Request, as platforms hand it over. */
export interface FetchHandler {
  (request: Request, info?: RequestInfo): Promise<Response>;
  (url: string | URL, init?: RequestInit): Promise<Response>;
  /** It answers while the request still comes in. */
  readonly fullDuplex: true;
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
  const { services, interceptors = [], cors, basePath = "" } = options;
  const config: ServerConfig = {
    codecs: options.codecs ?? [protoBinary(), protoJson()],
    compressions: options.compressions ?? [gzip()],
    compressMinBytes: options.compressMinBytes ?? 1024,
    readMaxBytes: resolveReadMaxBytes(options.readMaxBytes),
    onError: options.onError ?? ((error) => console.error(error)),
  };
  const endpoints = new Map<string, BoundEndpoint>();
  for (const endpoint of services.flat()) {
    const path = `${basePath.replace(/\/+$/, "")}/${procedureName(endpoint.method)}`;
    endpoints.set(path, bindEndpoint(endpoint, interceptors));
  }

  const lifespans = services.flatMap(({ lifespan }) => lifespan ?? []);
  let isClosed = false;

  const answer = async (request: Request, clientAddress: string | undefined): Promise<Response> => {
    const path = new URL(request.url).pathname;
    if (isClosed) {
      return connectErrorResponse(new ConnectError(Code.Unavailable, "the server is closed"));
    }
    const endpoint = endpoints.get(path);
    if (!endpoint) {
      return connectErrorResponse(new ConnectError(Code.Unimplemented, `${path} is not served here`), 404);
    }
    const allowed = acceptsGet(endpoint) ? ["GET", "POST"] : ["POST"];
    if (!allowed.includes(request.method)) {
      return new Response(null, { status: 405, headers: { allow: allowed.join(", ") } });
    }
    const found = request.method === "GET" ? routeGet(request, config) : route(mediaType(request), endpoint, config);
    if (!found) {
      return unsupported(request, endpoint, config);
    }
    return found.handle({ request, endpoint, codec: found.codec, config, clientAddress });
  };

  const handler = async (input: Request | string | URL, more?: RequestInfo | RequestInit): Promise<Response> => {
    const isRequest = input instanceof Request;
    const request = isRequest ? input : new Request(input, more as RequestInit);
    if (isPreflight(request)) {
      return preflightResponse(request, cors);
    }
    const clientAddress = isRequest ? (more as RequestInfo | undefined)?.clientAddress : undefined;
    return exposeHeaders(await answer(request, clientAddress), corsHeaders(request, cors));
  };
  return Object.assign(handler, {
    fullDuplex: true as const,
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

interface Route {
  codec: Codec;
  handle: (call: ServerCall) => Promise<Response>;
}

/** Which protocol and codec a content type means for this endpoint. */
function route(type: string, { kind }: BoundEndpoint, { codecs }: ServerConfig): Route | undefined {
  for (const codec of codecs) {
    if (type === `application/grpc-web+${codec.name}` || (type === "application/grpc-web" && codec.name === "proto")) {
      return { codec, handle: handleGrpcWeb };
    }
    if (kind === "unary" && type === `application/${codec.name}`) {
      return { codec, handle: handleConnectUnary };
    }
    if (kind !== "unary" && type === `application/connect+${codec.name}`) {
      return { codec, handle: handleConnectStream };
    }
  }
  return undefined;
}

/** A GET has no content type: its URL names the codec. */
function routeGet(request: Request, { codecs }: ServerConfig): Route | undefined {
  const name = getCodecName(request);
  const codec = codecs.find((known) => known.name === name);
  return codec && { codec, handle: handleConnectUnary };
}

function unsupported(request: Request, { kind }: BoundEndpoint, { codecs }: ServerConfig): Response {
  if (request.method === "GET") {
    const names = codecs.map(({ name }) => name).join(", ");
    return new Response(`The parameter encoding names one of ${names}.\n`, {
      status: 415,
      headers: { "content-type": "text/plain" },
    });
  }
  const prefix = kind === "unary" ? "application/" : "application/connect+";
  const known = codecs.flatMap(({ name }) => [`${prefix}${name}`, `application/grpc-web+${name}`]).join(", ");
  const grpc = mediaType(request).match(/^application\/grpc(\+|$)/)
    ? "gRPC needs HTTP trailers, which this server cannot send; use gRPC-Web or Connect. "
    : "";
  return new Response(`${grpc}This method takes ${known}.\n`, {
    status: 415,
    headers: { "accept-post": known, "content-type": "text/plain" },
  });
}
