/** What calls are made of: a method of a server, and what all calls of its transport share. */
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

/** What a call needs of a protocol. Which kinds of streams it has is the business of the transport that chooses one. */
export interface CallProtocol {
  readonly type: ProtocolType;
  /** @internal */
  readonly bindUnary: BindUnary;
  /** @internal What protocols for pages that count every byte do without. */
  readonly diagnostics?: Diagnostics;
}

/** A method of a server, as a transport calls it. */
export interface CallTarget<I, O> {
  readonly core: TransportCore;
  readonly method: MethodInfo<I, O>;
  readonly interceptors: readonly Interceptor[];
  readonly url: string;
}

/** Calls a method whose request is a Q: one message, or many. */
export type Caller<Q, R> = (request: Q, options: CallOptions) => R;
