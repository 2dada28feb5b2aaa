/** How a synchronous transport is told where and how to call. */

import type { ProtocolType } from "../../core/protocol-type.ts";
import type { InterceptorSync } from "../../core/sync/interceptor.ts";
import type { SyncSend } from "../../protocol/sync/exchange.ts";
import type { Codec } from "../../wire/codec.ts";
import type { CommonTransportOptions } from "../transport-options.ts";

export interface SyncTransportOptions
  extends Omit<CommonTransportOptions, "fetch" | "fetchOptions" | "interceptors" | "requestStreaming"> {
  /** "connect", the default, or "grpc-web"; gRPC itself is refused, since no browser shows HTTP trailers. */
  protocol?: ProtocolType;
  /** Default: `protoBinary()`. */
  codec?: Codec;
  /** Run around every call, the first outermost. */
  interceptors?: readonly InterceptorSync[];
  /** Sends cookies and other credentials to servers of another origin as well. Default: false. */
  withCredentials?: boolean;
  /**
   * Allows calls from a page's main thread, which freezes the page until the answer is there, and where a browser
   * enforces no timeout: the server is told of it, and what comes late is refused. Default: false.
   */
  allowMainThread?: boolean;
  /** Used instead of XMLHttpRequest, wherever it runs; a handler of `createSyncHandler` will do. */
  send?: SyncSend;
}
