/**
 * Reads when a server asks clients to retry.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
import { isConnectError } from "../core/connect-error.ts";

/** Returns the delay of Retry-After, in milliseconds from now; 0 if it is missing, malformed, or in the past. */
export function retryAfterMs(error: unknown): number {
  const { metadata } = isConnectError(error) ? error : {};
  const after = metadata?.get("retry-after")?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(after)) {
    return Number(after) * 1000;
  }
  // Relative to the server's clock, if it sends the time: a device's clock may be off by years.
  const now = timeOf(metadata?.get("date")) ?? Date.now();
  return Math.max(0, (timeOf(after) ?? now) - now);
}

/** Parses an HTTP date. Its oldest form names no time zone but means GMT. */
function timeOf(date: string | null | undefined): number | undefined {
  const isDate = date && /^[A-Z][a-z]+,? /.test(date); // engines parse much else as dates: "-5" is in May
  const time = isDate ? Date.parse(date.endsWith("GMT") ? date : `${date} GMT`) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
