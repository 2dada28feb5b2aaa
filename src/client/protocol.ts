/** A protocol, as a transport is told to speak it: its name, and a function for each kind of call it can make. */
import type { ProtocolType } from "../core/protocol-type.ts";
import type { BindUnary } from "../protocol/protocol.ts";
import type { BindServerStreamCall } from "./server-stream-call.ts";

/**
 * Made by `connect()`, `grpcWeb()`, and their unary-only versions.
 *
 * The kinds of calls hang here, and not in the transport, so that a page which names a unary-only protocol does not
 * load what reads streams.
 */
export interface Protocol {
  readonly type: ProtocolType;
  /** @internal */
  readonly bindUnary: BindUnary;
  /** @internal */
  readonly bindServerStreamCall?: BindServerStreamCall;
}
