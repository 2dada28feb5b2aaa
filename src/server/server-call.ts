/** One call on a server: what both protocols share between request headers and response body. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { Deadline } from "../core/deadline.ts";
import type {
  BidiStreamNext,
  ClientStreamNext,
  Interceptor,
  ServerStreamNext,
  UnaryNext,
} from "../core/interceptor.ts";
import {
  composeBidiStream,
  composeClientStream,
  composeServerStream,
  composeUnary,
} from "../core/interceptor-chain.ts";
import type { MethodInfo } from "../core/method.ts";
import type { ProtocolType } from "../core/protocol-type.ts";
import type { RequestContext, RequestContextInit } from "../core/request-context.ts";
import type { Codec } from "../wire/codec.ts";
import { type Compression, findCompression } from "../wire/compression.ts";
import { CallValues } from "./call-values.ts";
import { answersOf } from "./check-answer.ts";
import type { Endpoint } from "./endpoint.ts";
import type { PlatformInfo } from "./fetch-entry.ts";
import { HandlerContext } from "./handler-context.ts";
import type { RunningCalls } from "./running-calls.ts";
import type { RequestLimits, ServerConfig } from "./server-config.ts";
import { serverError } from "./server-error.ts";

/** An endpoint wrapped in its interceptors, composed once. */
export type BoundEndpoint = { readonly method: Endpoint["method"] } & (
  | { kind: "unary"; run: UnaryNext<unknown, unknown> }
  | { kind: "clientStream"; run: ClientStreamNext<unknown, unknown> }
  | { kind: "serverStream"; run: ServerStreamNext<unknown, unknown> }
  | { kind: "bidiStream"; run: BidiStreamNext<unknown, unknown> }
);

export function bindEndpoint(endpoint: Endpoint, interceptors: readonly Interceptor[]): BoundEndpoint {
  const { kind, method, function: answer } = endpoint;
  switch (kind) {
    case "unary":
      return {
        kind,
        method,
        run: composeUnary(interceptors, async (request, ctx) => answer(request, ctx as HandlerContext)),
      };
    case "clientStream":
      return {
        kind,
        method,
        run: composeClientStream(interceptors, async (requests, ctx) => answer(requests, ctx as HandlerContext)),
      };
    case "serverStream":
      return {
        kind,
        method,
        run: composeServerStream(interceptors, (request, ctx) =>
          answersOf(method, answer(request, ctx as HandlerContext)),
        ),
      };
    case "bidiStream":
      return {
        kind,
        method,
        run: composeBidiStream(interceptors, (requests, ctx) =>
          answersOf(method, answer(requests, ctx as HandlerContext)),
        ),
      };
  }
}

export interface ServerCall {
  readonly request: Request;
  readonly endpoint: BoundEndpoint;
  readonly codec: Codec;
  readonly config: ServerConfig;
  readonly running: RunningCalls;
  readonly info: PlatformInfo;
}

/**
 * Begins a call: starts its deadline, and cancels it if the client disconnects. Must be ended with `running.remove`.
 */
export function beginServerCall(
  call: ServerCall,
  protocol: ProtocolType,
  parseTimeout: () => number | undefined,
): HandlerContext {
  const ctx = serverContext(HandlerContext, call, protocol, parseTimeout, (timeoutMs) => {
    const deadline = new Deadline({ timeoutMs, signal: call.request.signal });
    call.running.add(deadline);
    return deadline;
  });
  ctx.report = (error) => call.config.report(error, ctx);
  return ctx;
}

/** The parts of a call that its context exposes. */
export interface ServerCallHead {
  readonly request: { readonly method: string; readonly url: string; readonly headers: Headers };
  readonly endpoint: { readonly method: MethodInfo };
  readonly config: Pick<ServerConfig, "maxTimeoutMs" | "report">;
  readonly info: PlatformInfo;
}

/** Creates the context of a call. Invalid request headers fail the call before it begins. */
export function serverContext<C extends RequestContext>(
  Context: new (init: RequestContextInit<unknown, unknown>) => C,
  { request, endpoint, config, info }: ServerCallHead,
  protocol: ProtocolType,
  parseTimeout: () => number | undefined,
  createDeadline: (timeoutMs: number | undefined) => Deadline,
): C {
  let { failure } = info;
  let timeoutMs: number | undefined;
  try {
    timeoutMs = parseTimeout();
  } catch (error) {
    failure ??= error;
  }
  const deadline = createDeadline(limitTimeout(timeoutMs, config));
  const ctx = new Context({
    method: endpoint.method,
    protocol,
    url: request.url.replace(/[?#].*/s, ""),
    deadline,
    requestHeaders: request.headers,
    clientAddress: info.clientAddress,
    values: info.values && new CallValues(info.values),
  });
  ctx.httpMethod = request.method === "GET" ? "GET" : "POST";
  if (failure !== undefined) {
    deadline.abort(serverError(failure, ctx, config));
  } else if (timeoutMs === 0) {
    deadline.abort(deadlinePassed());
  }
  return ctx;
}

/** Returns the error of a call whose deadline passed before it arrived. */
export function deadlinePassed(): ConnectError {
  return new ConnectError(Code.DeadlineExceeded, "the deadline has passed");
}

/** Returns the timeout of a call: the one the client asked for, up to the limit. */
export function limitTimeout(
  timeoutMs = Infinity,
  { maxTimeoutMs }: Pick<RequestLimits, "maxTimeoutMs">,
): number | undefined {
  const least = Math.min(timeoutMs, maxTimeoutMs);
  return least === Infinity ? undefined : least;
}

/** Returns the compression that a request announces. */
export function requestCompression<C extends Compression>(
  encoding: string | null,
  { compressions }: { readonly compressions: readonly C[] },
): C | undefined {
  const compression = findCompression(encoding, compressions);
  if (compression === null) {
    const known = compressions.map(({ name }) => name).join(", ") || "none";
    throw new ConnectError(
      Code.Unimplemented,
      `unknown compression ${JSON.stringify(encoding)}: this server knows ${known}`,
    );
  }
  return compression;
}
