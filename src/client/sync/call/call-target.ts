/** Describes a method of a server, and what all calls of its synchronous transport share. */

import type { MethodInfo } from "../../../core/method.ts";
import type { ProtocolType } from "../../../core/protocol-type.ts";
import type { InterceptorSync } from "../../../core/sync/interceptor.ts";
import type { SyncSend } from "../../../protocol/sync/exchange.ts";
import type { BindStreamSync, BindUnarySync, ProtocolConfigSync } from "../../../protocol/sync/protocol.ts";
import type { CallOptions } from "../../call-options.ts";
import type { SyncLifetime } from "./lifetime.ts";

export interface SyncTransportCore {
  readonly baseUrl: string;
  readonly protocol: ProtocolSync;
  readonly config: ProtocolConfigSync;
  readonly timeoutMs: number | undefined;
  readonly send: SyncSend;
  readonly lifetime: SyncLifetime;
}

/** A protocol, as spoken by a synchronous transport. */
export interface ProtocolSync {
  readonly type: ProtocolType;
  readonly bindUnary: BindUnarySync;
  readonly bindStream: BindStreamSync;
}

/** A method of a server, as called by a synchronous transport. */
export interface SyncCallTarget<I, O> {
  readonly core: SyncTransportCore;
  readonly method: MethodInfo<I, O>;
  readonly interceptors: readonly InterceptorSync[];
  readonly url: string;
}

/** Calls a method. Q is one message, or a sequence of them. */
export type SyncCaller<Q, R> = (request: Q, options: SyncCallOptions) => R;

/** Options of a single call, without those that need another thread to act: there is no cancellation. */
export type SyncCallOptions = Omit<CallOptions, "signal" | "fetchOptions" | "duplex">;
