/**
 * Streams that ended before their end frame. On the wire this is `internal`, as the protocols want it, but to
 * whoever may retry, it is a lost connection: proxies end idle streams in just this way.
 */
import type { ConnectError } from "../core/connect-error.ts";

const cutStreams = new WeakSet<ConnectError>();

/** Marks an error as that of a stream whose end is missing. */
export function cutStream(error: ConnectError): ConnectError {
  cutStreams.add(error);
  return error;
}

export function isCutStream(error: ConnectError): boolean {
  return cutStreams.has(error);
}
