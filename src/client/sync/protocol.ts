/** A protocol, as a synchronous transport speaks it. */
import type { ProtocolType } from "../../core/protocol-type.ts";
import type { BindStreamSync, BindUnarySync } from "../../protocol/protocol-sync.ts";

export interface ProtocolSync {
  readonly type: ProtocolType;
  readonly bindUnary: BindUnarySync;
  readonly bindStream: BindStreamSync;
}
