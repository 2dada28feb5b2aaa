/** Joins what a protocol must send with what the application wants to send. */
import type { RequestContext } from "../core/request-context.ts";

/** Header names and values; undefined leaves a header out. */
export type HeaderTemplate = Readonly<Record<string, string | undefined>>;

/**
 * The headers of one call. The protocol's own win, and are visible on the context from then on. A call without
 * headers of its own, which is most of them, never makes a Headers object.
 */
export function requestHeaders(ctx: RequestContext, template: HeaderTemplate): HeadersInit {
  const headers = Object.entries(template) as [string, string | undefined][];
  if (!ctx.hasRequestHeaders) {
    const sent = headers.filter((header): header is [string, string] => header[1] !== undefined);
    ctx.setRequestHeaders(sent);
    return sent;
  }
  for (const [name, value] of headers) {
    if (value === undefined) {
      ctx.requestHeaders.delete(name); // of an earlier attempt with the same context
    } else {
      ctx.requestHeaders.set(name, value);
    }
  }
  return ctx.requestHeaders;
}
