/** Options of a single call. */
import type { ContextValues } from "../core/context-values.ts";
import type { Metadata } from "../core/metadata.ts";
import type { ResponseMetadata } from "../core/response-metadata.ts";
import type { GetOptions } from "../protocol/connect/get-request.ts";

/** The fetch options that an application may set; the call sets the rest. */
export type FetchOptions = Omit<RequestInit, "body" | "headers" | "method" | "signal">;

export interface CallOptions extends GetOptions {
  /** Milliseconds until the call fails with deadline_exceeded; 0 for none. Default: the transport's. */
  timeoutMs?: number;
  /** Cancels the call when aborted. */
  signal?: AbortSignal;
  /** Request headers. A cross-origin server must allow each name in Access-Control-Allow-Headers. */
  headers?: HeadersInit;
  /** Receives response headers and trailers, even if the call fails. */
  metadata?: ResponseMetadata;
  /** Values for interceptors. */
  values?: ContextValues;
  /** Options for fetch that override the transport's: credentials, cache, keepalive, priority, ... */
  fetchOptions?: FetchOptions;
  /**
   * How a bidirectional stream runs. "half", the default, sends all requests before reading the first response. "full"
   * works in memory, through a handler of `farcall/server`; over a network it fails with unimplemented, because
   * browsers do not support it.
   */
  duplex?: "half" | "full";
  /** @internal What made the call, for the devtools; called lazily. */
  origin?: () => { kind: "query" | "mutation" | "stream"; key: string };
  /** @internal Returns the component that makes the call, for the devtools: lines of stacks. */
  component?: () => string;
  /** Called with the response headers when they arrive. */
  onHeader?: (headers: Metadata) => void;
  /** Called with the response trailers when the response ends. */
  onTrailer?: (trailers: Metadata) => void;
}
