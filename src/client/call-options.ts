/** What a caller can say about one call. */
import type { ContextValues } from "../core/context-values.ts";
import type { Metadata } from "../core/metadata.ts";
import type { ResponseMetadata } from "../core/response-metadata.ts";
import type { GetOptions } from "../protocol/connect/get-request.ts";

/** The parts of a fetch that are the application's business; the call decides the others. */
export type FetchOptions = Omit<RequestInit, "body" | "headers" | "method" | "signal">;

export interface CallOptions extends GetOptions {
  /** Milliseconds until the call fails with deadline_exceeded; 0 for none. Default: the transport's. */
  timeoutMs?: number;
  /** Cancels the call when aborted. */
  signal?: AbortSignal;
  /** Request headers. A cross-origin server has to allow each name in Access-Control-Allow-Headers. */
  headers?: HeadersInit;
  /** Is filled with response headers and trailers, also when the call fails. */
  metadata?: ResponseMetadata;
  /** Values for interceptors. */
  values?: ContextValues;
  /** Options for fetch, over those of the transport: credentials, cache, keepalive, priority, ... */
  fetchOptions?: FetchOptions;
  /**
   * How a bidirectional stream flows. "half", the default: all requests are sent before the first response is read.
   * "full" works in memory, through a handler of `farcall/server`; over a network it fails with unimplemented, because
   * no browser can.
   */
  duplex?: "half" | "full";
  /** @internal What makes the call, for the devtools: asked when somebody looks at it. */
  origin?: () => { kind: "query" | "mutation" | "stream"; key: string };
  /** @internal Which component makes the call, for the devtools: lines of stacks. */
  component?: () => string;
  /** Called with the response headers when they have arrived. */
  onHeader?: (headers: Metadata) => void;
  /** Called with the response trailers when the response has ended. */
  onTrailer?: (trailers: Metadata) => void;
}
