/**
 * When a server wants to be asked again.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
import { isConnectError } from "../core/connect-error.ts";

/** What the answer says, in milliseconds from now; 0 if that is nothing, nothing sensible, or a time that has passed. */
export function retryAfterMs(error: unknown): number {
  const { metadata } = isConnectError(error) ? error : {};
  const after = metadata?.get("retry-after")?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(after)) {
    return Number(after) * 1000;
  }
  // By the server's own clock, if it tells the time: that of a device may be wrong by years.
  const now = timeOf(metadata?.get("date")) ?? Date.now();
  return Math.max(0, (timeOf(after) ?? now) - now);
}

/** The time of an HTTP date. Its oldest form names no zone, and means GMT all the same. */
function timeOf(date: string | null | undefined): number | undefined {
  const isDate = date && /^[A-Z][a-z]+,? /.test(date); // engines find dates in much else: "-5" is one in May
  const time = isDate ? Date.parse(date.endsWith("GMT") ? date : `${date} GMT`) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
