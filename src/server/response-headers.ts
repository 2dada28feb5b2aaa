/** What an application may say in the headers of a response: all but what belongs to HTTP and to the protocols. */
import { Metadata } from "../core/metadata.ts";
import type { MethodKind } from "../core/method.ts";
import type { RequestContext } from "../core/request-context.ts";
import type { ServerConfig } from "./server-config.ts";

/** They frame the body and the connection: a wrong one garbles this response, or the next one on the connection. */
const framing =
  /^(connection|content-(encoding|length|type)|host|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade|(connect|grpc)-.*)$/;

/** Headers that describe one particular response. An error relayed from another server must not carry them. */
const ofOneResponse = /^(access-control-.*|date|vary|x-accel-buffering)$/;

/** RFC 9110 allows no others in a value; `Headers` does. */
const unsendable = /[^\t\x20-\x7e\x80-\xff]/;

/**
 * Asks whoever stands in between to pass on each message of a stream as it comes: nginx, which collects them otherwise,
 * and what compresses responses on their way.
 *
 * @see https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
 * @see https://www.rfc-editor.org/rfc/rfc9111.html#name-no-transform-2
 */
const unbuffered = { "x-accel-buffering": "no", "cache-control": "no-transform" };

/** The parts of a call that its headers depend on, in either half. */
interface HeadedCall {
  readonly endpoint: { readonly kind: MethodKind };
  readonly config: Pick<ServerConfig, "report">;
}

/** The headers of a response of envelopes: what the implementation has set, and over it what the protocol says. */
export function envelopedHeaders(
  { endpoint, config }: HeadedCall,
  ctx: RequestContext,
  own: Readonly<Record<string, string | undefined>>,
): Headers {
  const headers = sendable(ctx.responseHeaders.allItems(), new Headers(), ctx, config);
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined) {
      headers.set(name, value);
    }
  }
  for (const [name, value] of endpoint.kind === "unary" ? [] : Object.entries(unbuffered)) {
    if (!headers.has(name)) {
      headers.set(name, value);
    }
  }
  return headers;
}

/**
 * What an implementation has set, as far as it can be sent, for a unary response of Connect, which carries its trailers as
 * headers with a prefix.
 */
export function unaryResponseHeaders(ctx: RequestContext, config: Pick<ServerConfig, "report">): Headers {
  const trailers = [...ctx.responseTrailers.allItems()].map(([name, value]) => [`trailer-${name}`, value] as const);
  return sendable([...ctx.responseHeaders.allItems(), ...trailers], new Headers(), ctx, config);
}

/** Trailers that go into an end frame. What frames a response there is the protocol's own as well. */
export function responseTrailers(ctx: RequestContext, config: Pick<ServerConfig, "report">): Metadata {
  return sendable(ctx.responseTrailers.allItems(), new Metadata(), ctx, config);
}

function sendable<H extends Headers>(
  items: Iterable<readonly [name: string, value: string]>,
  headers: H,
  ctx: RequestContext,
  { report }: Pick<ServerConfig, "report">,
): H {
  for (const [name, value] of items) {
    if (unsendable.test(value)) {
      report(new TypeError(`the header or trailer ${JSON.stringify(name)} has a value that HTTP cannot carry`), ctx);
    } else if (!framing.test(name)) {
      headers.append(name, value);
    }
  }
  return headers;
}

/**
 * What of an error's metadata is sent. One that a server got from another server, and lets through, has all headers of
 * that response.
 */
export function sendableMetadata(
  metadata: Metadata,
  ctx: RequestContext,
  config: Pick<ServerConfig, "report">,
): Metadata {
  const items = [...metadata.allItems()].filter(([name]) => !ofOneResponse.test(name));
  return sendable(items, new Metadata(), ctx, config);
}
