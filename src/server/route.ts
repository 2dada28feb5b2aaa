/** Finds the endpoint and the dialect of a request, or rejects it with an HTTP response. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { invalidOption } from "../core/invalid-option.ts";
import { Metadata } from "../core/metadata.ts";
import { IdempotencyLevel, type MethodInfo, type MethodKind, procedureName } from "../core/method.ts";
import { withStatus } from "../protocol/grpc-web/trailers.ts";
import { mediaType } from "../protocol/response-check.ts";
import type { Codec } from "../wire/codec.ts";
import { connectErrorAnswer, type TextAnswer } from "./connect-answer.ts";

/** The formats of requests: Connect has two, and gRPC-Web has a binary and a text format. */
export type Dialect = "unary" | "stream" | "grpc-web" | "grpc-web-text";

export interface Route<E> {
  readonly endpoint: E;
  readonly codec: Codec;
  readonly dialect: Dialect;
}

interface Routed {
  readonly kind: MethodKind;
  readonly method: MethodInfo;
}

interface RequestHead {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
}

/** Maps paths, below the handler's own ("/api"), to endpoints. */
export function routes<E extends Routed>(endpoints: readonly E[], basePath = ""): ReadonlyMap<string, E> {
  const base = pathPrefix(basePath);
  const byPath = new Map<string, E>();
  for (const endpoint of endpoints) {
    const path = `${base}/${procedureName(endpoint.method)}`;
    if (byPath.has(path)) {
      throw new ConnectError(Code.InvalidArgument, `${path} is served twice: leave one of its implementations out`);
    }
    byPath.set(path, endpoint);
  }
  return byPath;
}

/**
 * Normalizes to a leading slash and no trailing one. Throws for anything that no URL path starts with, because no
 * request would match.
 */
function pathPrefix(basePath: unknown): string {
  if (typeof basePath !== "string") {
    throw invalidOption("basePath", basePath, 'a string like "/api"');
  }
  const prefix = basePath.replace(/^\/*(.*?)\/*$/s, "/$1");
  const { pathname } = new URL(`http://localhost${prefix}`);
  if (pathname !== prefix || prefix.includes("://")) {
    throw new ConnectError(
      Code.InvalidArgument,
      `basePath is ${JSON.stringify(basePath)}, expected the beginning of a URL path, such as "/api"`,
    );
  }
  return prefix === "/" ? "" : prefix;
}

/** @param request must have an absolute URL, whose path is `path` */
export function findRoute<E extends Routed>(
  request: RequestHead,
  path: string,
  endpoints: ReadonlyMap<string, E>,
  codecs: readonly Codec[],
): Route<E> | TextAnswer {
  const endpoint = endpoints.get(path);
  if (!endpoint) {
    return refusal(request, new ConnectError(Code.Unimplemented, `${path} is not served here`), 404);
  }
  const allowed = acceptsGet(endpoint) ? ["GET", "POST"] : ["POST"];
  if (!allowed.includes(request.method)) {
    return { status: 405, headers: new Headers({ allow: allowed.join(", ") }), body: "" };
  }
  const found = request.method === "GET" ? ofUrl(request, codecs) : ofType(mediaType(request), endpoint, codecs);
  return found ? { endpoint, ...found } : unsupported(request, endpoint, codecs);
}

/**
 * Returns the error of a call that no endpoint has seen, encoded for its protocol: gRPC-Web has the status in headers.
 */
export function refusal(request: RequestHead, error: ConnectError, status?: number): TextAnswer {
  const type = mediaType(request);
  return /^application\/grpc-web(-text)?(\+|$)/.test(type)
    ? { status: 200, headers: withStatus(new Metadata({ "content-type": type }), error), body: "" }
    : connectErrorAnswer(error, { status });
}

/** Calls without side effects may be sent as a GET. */
function acceptsGet({ kind, method }: Routed): boolean {
  return kind === "unary" && method.idempotencyLevel === IdempotencyLevel.NoSideEffects;
}

type Spoken = Omit<Route<unknown>, "endpoint">;

/** Returns the dialect and codec that a content type means for this endpoint. */
function ofType(type: string, { kind }: Routed, codecs: readonly Codec[]): Spoken | undefined {
  for (const codec of codecs) {
    for (const dialect of ["grpc-web", "grpc-web-text"] as const) {
      const bare = `application/${dialect}`;
      if (type === `${bare}+${codec.name}` || (type === bare && codec.name === "proto")) {
        return { codec, dialect };
      }
    }
    if (kind === "unary" && type === `application/${codec.name}`) {
      return { codec, dialect: "unary" };
    }
    if (kind !== "unary" && type === `application/connect+${codec.name}`) {
      return { codec, dialect: "stream" };
    }
  }
  return undefined;
}

/** Returns the codec of a GET, which has no content type: its URL names the codec. */
function ofUrl({ url }: RequestHead, codecs: readonly Codec[]): Spoken | undefined {
  const name = new URL(url).searchParams.get("encoding");
  const codec = codecs.find((known) => known.name === name);
  return codec && { codec, dialect: "unary" };
}

function unsupported(request: RequestHead, { kind }: Routed, codecs: readonly Codec[]): TextAnswer {
  const headers = new Headers({ "content-type": "text/plain" });
  if (request.method === "GET") {
    const names = codecs.map(({ name }) => name).join(", ");
    return { status: 415, headers, body: `The parameter encoding must be one of ${names}.\n` };
  }
  const prefix = kind === "unary" ? "application/" : "application/connect+";
  const prefixes = [prefix, "application/grpc-web+", "application/grpc-web-text+"];
  const known = codecs.flatMap(({ name }) => prefixes.map((start) => start + name)).join(", ");
  headers.set("accept-post", known);
  const grpc = mediaType(request).match(/^application\/grpc(\+|$)/)
    ? "gRPC needs HTTP trailers, which this server cannot send; use gRPC-Web or Connect. "
    : "";
  return { status: 415, headers, body: `${grpc}This method accepts ${known}.\n` };
}
