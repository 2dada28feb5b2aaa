/** The default compression of a transport. */
import { leanGzip } from "../compression/gzip/lean.ts";
import { isCrossOrigin } from "./base-url.ts";
import { explainBaseUrl } from "./diagnostics/explain-base-url.ts";
import type { CommonTransportOptions } from "./transport-options.ts";

/**
 * Compresses with gzip for same-origin servers only: a server whose preflight response has the usual list of headers
 * allows none for compression, and the call would fail as if the network were down.
 */
export function withDefaultCompression<T extends CommonTransportOptions>(options: T): T {
  const baseUrl = explainBaseUrl(options.baseUrl, options.fetch !== undefined);
  if (isCrossOrigin(baseUrl)) {
    return options;
  }
  const { acceptCompression = [leanGzip()], sendCompression = leanGzip() } = options;
  return { ...options, acceptCompression, sendCompression };
}
