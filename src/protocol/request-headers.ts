/** Merges a protocol's headers with those of the application. */
import type { RequestContext } from "../core/request-context.ts";

/** Header names and values; undefined omits a header. */
export type HeaderTemplate = Readonly<Record<string, string | undefined>>;

/**
 * Returns the headers of one call. The protocol's headers take precedence, and are visible on the context from then on.
 * A call without custom headers, like most calls, never creates a Headers object.
 *
 * Always a plain record, so that a custom fetch can safely spread it.
 */
export function requestHeaders(ctx: RequestContext, template: HeaderTemplate): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in template) {
    const value = template[name];
    if (value !== undefined) {
      headers[name] = value;
    }
  }
  if (!ctx.hasRequestHeaders) {
    ctx.setRequestHeaders(headers);
    return headers;
  }
  for (const name in template) {
    ctx.requestHeaders.delete(name); // set by the caller, or by an earlier attempt with this context
  }
  ctx.requestHeaders.appendAll(headers);
  return Object.fromEntries(ctx.requestHeaders);
}
