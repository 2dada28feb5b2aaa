/** Options of a synchronous transport. */

import type { ProtocolType } from "../../core/protocol-type.ts";
import type { InterceptorSync } from "../../core/sync/interceptor.ts";
import type { SyncSend } from "../../protocol/sync/exchange.ts";
import type { Codec } from "../../wire/codec.ts";
import type { CommonTransportOptions } from "../transport-options.ts";

export interface SyncTransportOptions
  extends Omit<CommonTransportOptions, "fetch" | "fetchOptions" | "interceptors" | "requestStreaming"> {
  /** "connect", the default, or "grpc-web"; gRPC itself is rejected, because browsers do not expose HTTP trailers. */
  protocol?: ProtocolType;
  /** Default: `protoBinary()`. */
  codec?: Codec;
  /** Run around every call, the first outermost. */
  interceptors?: readonly InterceptorSync[];
  /** Sends cookies and other credentials to cross-origin servers too. Default: false. */
  withCredentials?: boolean;
  /**
   * Allows calls on a page's main thread, which freeze the page until the response arrives. Browsers enforce no timeout
   * there: the server receives it, and late responses are rejected. Default: false.
   */
  allowMainThread?: boolean;
  /** Replaces XMLHttpRequest, wherever it runs; a handler from `createSyncHandler` works too. */
  send?: SyncSend;
}
