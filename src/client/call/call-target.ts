/** Describes a method of a server, and what all calls of its transport share. */
import type { Interceptor } from "../../core/interceptor.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { ProtocolType } from "../../core/protocol-type.ts";
import type { BindUnary, CallConfig } from "../../protocol/protocol.ts";
import type { CallOptions } from "../call-options.ts";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { FetchLike } from "../fetch-like.ts";
import type { Lifetime } from "./lifetime.ts";

export interface TransportCore {
  readonly baseUrl: string;
  readonly protocol: CallProtocol;
  readonly config: CallConfig;
  readonly timeoutMs: number | undefined;
  readonly fetch: FetchLike;
  readonly fetchOptions: RequestInit;
  readonly lifetime: Lifetime;
}

/** The parts of a protocol that a call needs. The transport selects the kinds of streams. */
export interface CallProtocol {
  readonly type: ProtocolType;
  /** @internal */
  readonly bindUnary: BindUnary;
  /** @internal Omitted by the protocols for minimal bundles. */
  readonly diagnostics?: Diagnostics;
}

/** A method of a server, as called by a transport. */
export interface CallTarget<I, O> {
  readonly core: TransportCore;
  readonly method: MethodInfo<I, O>;
  readonly interceptors: readonly Interceptor[];
  readonly url: string;
}

/** Calls a method. Q is one message, or a sequence of them. */
export type Caller<Q, R> = (request: Q, options: CallOptions) => R;
