/** Joins what a protocol must send with what the application wants to send. */
import type { RequestContext } from "../core/request-context.ts";

/** Header names and values; undefined leaves a header out. */
export type HeaderTemplate = Readonly<Record<string, string | undefined>>;

/**
 * The headers of one call. The protocol's own win, and are visible on the context from then on. A call without
 * headers of its own, which is most of them, never makes a Headers object.
 *
 * Always a plain record, whatever the call: a fetch of the application's own that spreads it is right each time.
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
    ctx.requestHeaders.delete(name); // the caller's, or of an earlier attempt with this context
  }
  ctx.requestHeaders.appendAll(headers);
  return Object.fromEntries(ctx.requestHeaders);
}
