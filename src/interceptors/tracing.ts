/** `farcall/interceptors/tracing`: a span for each call, linked to the other side's. Requires `@opentelemetry/api`. */
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
  /** Creates the spans. Default: the tracer "farcall" of the global provider, looked up for each call. */
  tracer?: Tracer;
  /**
   * Origins that receive the trace headers, besides the page's own. Each must allow `traceparent` (and any other header
   * of the propagator) in Access-Control-Allow-Headers, which the usual lists of Connect servers do not. Default: none;
   * outside a page, all.
   */
  propagateTo?: readonly string[];
}

/** The codes that a server span reports as errors. A client span reports every code. */
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
 * Creates a span for each call of any kind, of kind CLIENT on a client and SERVER on a server, with the attributes of
 * OpenTelemetry's semantic conventions for RPC. The headers of the global propagator connect the two, W3C `traceparent`
 * by default. The span of a stream ends with the stream. First in the list, it creates a span per call; after
 * `retry()`, one per attempt.
 *
 * If there is a context manager, the span is active while the call runs; on a server, while its implementation runs.
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
        span.setAttribute("rpc.response.status_code", "OK"); // Connect has no name for success
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

/** Returns nothing for a path outside a page. */
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
