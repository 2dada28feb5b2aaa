/**
 * Streams that ended without their end frame. The protocols require the code `internal`, but for retries this is a lost
 * connection: proxies close idle streams exactly this way.
 */
import type { ConnectError } from "../core/connect-error.ts";

const cutStreams = new WeakSet<ConnectError>();

/** Marks an error as that of a truncated stream. */
export function cutStream(error: ConnectError): ConnectError {
  cutStreams.add(error);
  return error;
}

export function isCutStream(error: ConnectError): boolean {
  return cutStreams.has(error);
}
