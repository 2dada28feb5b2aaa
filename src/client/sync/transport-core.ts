/** What all calls of a synchronous transport share. */
import type { InterceptorSync } from "../../core/interceptor-sync.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { ProtocolConfigSync } from "../../protocol/protocol-sync.ts";
import type { SyncSend } from "../../protocol/sync-exchange.ts";
import type { SyncLifetime } from "./lifetime.ts";
import type { ProtocolSync } from "./protocol.ts";

export interface SyncTransportCore {
  readonly baseUrl: string;
  readonly protocol: ProtocolSync;
  readonly config: ProtocolConfigSync;
  readonly timeoutMs: number | undefined;
  readonly send: SyncSend;
  readonly lifetime: SyncLifetime;
}

/** A method of a server, as a synchronous transport calls it. */
export interface SyncCallTarget<I, O> {
  readonly core: SyncTransportCore;
  readonly method: MethodInfo<I, O>;
  readonly interceptors: readonly InterceptorSync[];
  readonly url: string;
}
