/** `farcall/interceptors/tracing`: a span for each call, joined with those of the other side. Needs `@opentelemetry/api`. */
import {
  type Attributes,
  type Context,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type TextMapSetter,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { interceptCall } from "../core/intercept-call.ts";
import type { CallInterceptor } from "../core/interceptor.ts";
import type { Metadata } from "../core/metadata.ts";
import { procedureName } from "../core/method.ts";
import { ProtocolType } from "../core/protocol-type.ts";
import { isOnClient, type RequestContext } from "../core/request-context.ts";
import { expectOrigins, originOf } from "./origins.ts";

export interface TracingOptions {
  /** Makes the spans. Default: the tracer "farcall" of the global provider, which is looked up for each call. */
  tracer?: Tracer;
  /**
   * Origins, beside the page's own, that are sent the trace's headers. Each has to allow `traceparent` (and whatever else
   * the propagator sends) in Access-Control-Allow-Headers, which the usual lists of Connect servers do not. Default: none;
   * where there is no page, all.
   */
  propagateTo?: readonly string[];
}

/** What is wrong with the server. A client takes every code for an error. */
const serverErrors: readonly Code[] = [
  Code.Unknown,
  Code.DeadlineExceeded,
  Code.Unimplemented,
  Code.Internal,
  Code.Unavailable,
  Code.DataLoss,
];

const getter: TextMapGetter<Metadata> = {
  get: (headers, name) => headers.getAll(name),
  keys: (headers) => [...headers.keys()],
};
const setter: TextMapSetter<Metadata> = { set: (headers, name, value) => headers.set(name, value) };

/**
 * A span for each call of every kind: of kind CLIENT on a client, SERVER on a server, with the attributes that
 * OpenTelemetry's conventions for RPC name. The two are joined by the headers of the global propagator, W3C `traceparent`
 * by default. A stream's span lasts until its end. Put first, there is a span for a call; put after `retry()`, for each
 * attempt.
 *
 * The span is active while a call runs, on a server while its implementation does, where a context manager can tell.
 *
 * @example
 * createConnectTransport({ baseUrl, interceptors: [tracing({ propagateTo: ["https://api.example.com"] })] });
 * createFetchHandler({ services, interceptors: [tracing()] });
 *
 * @see https://opentelemetry.io/docs/specs/semconv/rpc/connect-rpc/
 * @see https://www.w3.org/TR/trace-context/
 */
export function tracing({ tracer, propagateTo = [] }: TracingOptions = {}): CallInterceptor {
  const origins = expectOrigins("propagateTo", propagateTo);
  const mayPropagate = (ctx: RequestContext): boolean => {
    const page = globalThis.location?.origin;
    const origin = originOf(ctx);
    return page === undefined ? origins.size === 0 || origins.has(origin) : origin === page || origins.has(origin);
  };
  return interceptCall(async (next, ctx) => {
    const isClient = isOnClient(ctx);
    const parent = isClient ? context.active() : propagation.extract(context.active(), ctx.requestHeaders, getter);
    const span = (tracer ?? trace.getTracer("farcall")).startSpan(
      procedureName(ctx.method),
      { kind: isClient ? SpanKind.CLIENT : SpanKind.SERVER, attributes: attributesOf(ctx) },
      parent,
    );
    const scope: Context = trace.setSpan(parent, span);
    if (isClient && mayPropagate(ctx)) {
      propagation.inject(scope, ctx.requestHeaders, setter);
    }
    try {
      await context.with(scope, next);
      if (ctx.protocol !== ProtocolType.CONNECT) {
        span.setAttribute("rpc.response.status_code", "OK"); // Connect has no word for it
      }
    } catch (error) {
      fail(span, ctx, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

function attributesOf(ctx: RequestContext): Attributes {
  const [address, port] = serverOf(ctx);
  return {
    "rpc.system.name": ctx.protocol === ProtocolType.CONNECT ? "connectrpc" : "grpc",
    "rpc.method": procedureName(ctx.method),
    ...(address && { "server.address": address, "server.port": port }),
    ...(ctx.clientAddress && { "client.address": ctx.clientAddress.replace(/:\d+$/, "") }),
  };
}

/** Nothing for a path where there is no page. */
function serverOf(ctx: RequestContext): [address?: string, port?: number] {
  if (!originOf(ctx)) {
    return [];
  }
  const { serverAddress } = ctx;
  const colon = serverAddress.lastIndexOf(":");
  return [serverAddress.slice(0, colon), Number(serverAddress.slice(colon + 1))];
}

function fail(span: Span, ctx: RequestContext, reason: unknown): void {
  const { code, rawMessage } = ConnectError.from(reason);
  const status = ctx.protocol === ProtocolType.CONNECT ? code : code.toUpperCase().replace("CANCELED", "CANCELLED");
  span.setAttribute("rpc.response.status_code", status);
  if (isOnClient(ctx) || serverErrors.includes(code)) {
    span.setAttribute("error.type", status);
    span.setStatus({ code: SpanStatusCode.ERROR, message: rawMessage });
  }
}
