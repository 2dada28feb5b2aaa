/** The specification of a stream, complete before it is opened. */

import type { ServerStream } from "../../client/call/server-stream.ts";
import type { CallOptions } from "../../client/call-options.ts";
import type { ReconnectOptions } from "./reconnect.ts";
import type { StreamMode } from "./stream-buffer.ts";

// The methods are bivariant, so that a spec of one message type is assignable to one of unknown messages.
export interface StreamSpec<I = unknown, O = unknown, D = unknown> {
  /** The procedure, for messages to developers. */
  readonly name: string;
  /** The server's base URL; relative if there is no page to resolve it against. */
  readonly baseUrl: string;
  readonly input: I;
  open(input: I, options: CallOptions): ServerStream<O>;
  readonly call: Omit<CallOptions, "signal">;
  readonly mode: StreamMode<D, O>;
  readonly limit: number;
  resume?(latest: O, input: I): I;
  /** False for a stream that must not be reopened. */
  readonly reconnect: ReconnectOptions | false;
  readonly heartbeatMs: number | undefined;
  readonly lingerMs: number;
  readonly waitMs: number;
  readonly ssr: false | "first";
  onMessage?(message: O): void;
  onBatch?(messages: readonly O[]): void;
}
