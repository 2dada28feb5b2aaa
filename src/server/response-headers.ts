/** Filters the response headers that an application may set: all but those of HTTP and the protocols. */
import { Metadata } from "../core/metadata.ts";
import type { MethodKind } from "../core/method.ts";
import type { RequestContext } from "../core/request-context.ts";
import type { ServerConfig } from "./server-config.ts";

/** Headers that frame the body and the connection: a wrong one garbles this response, or the next on the connection. */
const framing =
  /^(connection|content-(encoding|length|type)|host|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade|(connect|grpc)-.*)$/;

/** Headers that describe one particular response. An error relayed from another server must not carry them. */
const ofOneResponse = /^(access-control-.*|date|vary|x-accel-buffering)$/;

/** RFC 9110 allows no other characters in a value; `Headers` does. */
const unsendable = /[^\t\x20-\x7e\x80-\xff]/;

/**
 * Asks intermediaries to forward each message of a stream immediately: nginx, which buffers by default, and anything
 * that compresses responses on the way.
 *
 * @see https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
 * @see https://www.rfc-editor.org/rfc/rfc9111.html#name-no-transform-2
 */
const unbuffered = { "x-accel-buffering": "no", "cache-control": "no-transform" };

/** The parts of a call that its headers depend on, in synchronous calls too. */
interface HeadedCall {
  readonly endpoint: { readonly kind: MethodKind };
  readonly config: Pick<ServerConfig, "report">;
}

/** Returns the headers of an enveloped response: the implementation's, overridden by the protocol's. */
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
 * Returns the headers that an implementation has set, as far as they can be sent, for a unary Connect response, which
 * carries trailers as prefixed headers.
 */
export function unaryResponseHeaders(ctx: RequestContext, config: Pick<ServerConfig, "report">): Headers {
  const trailers = [...ctx.responseTrailers.allItems()].map(([name, value]) => [`trailer-${name}`, value] as const);
  return sendable([...ctx.responseHeaders.allItems(), ...trailers], new Headers(), ctx, config);
}

/** Returns the trailers for an end frame, in which framing headers are reserved for the protocol too. */
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
 * Returns the metadata of an error that may be sent. An error relayed from another server has all headers of that
 * server's response.
 */
export function sendableMetadata(
  metadata: Metadata,
  ctx: RequestContext,
  config: Pick<ServerConfig, "report">,
): Metadata {
  const items = [...metadata.allItems()].filter(([name]) => !ofOneResponse.test(name));
  return sendable(items, new Metadata(), ctx, config);
}
