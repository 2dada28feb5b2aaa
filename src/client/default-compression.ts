/** Which compression a transport uses when it is told nothing. */
import { leanGzip } from "../compression/gzip/lean.ts";
import { isCrossOrigin } from "./base-url.ts";
import { explainBaseUrl } from "./diagnostics/explain-base-url.ts";
import type { CommonTransportOptions } from "./transport-options.ts";

/**
 * gzip for a server of the page's own origin, nothing for others: a server that answers preflights with the usual list
 * of headers knows none that speaks of compression, and the call would fail as if the network were down.
 */
export function withDefaultCompression<T extends CommonTransportOptions>(options: T): T {
  const baseUrl = explainBaseUrl(options.baseUrl, options.fetch !== undefined);
  if (isCrossOrigin(baseUrl)) {
    return options;
  }
  const { acceptCompression = [leanGzip()], sendCompression = leanGzip() } = options;
  return { ...options, acceptCompression, sendCompression };
}
