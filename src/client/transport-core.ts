/** What all calls of a transport share. */
import type { Interceptor } from "../core/interceptor.ts";
import type { MethodInfo } from "../core/method.ts";
import type { CallConfig } from "../protocol/protocol.ts";
import type { Lifetime } from "./lifetime.ts";
import type { Protocol } from "./protocol.ts";
import type { FetchLike } from "./transport-options.ts";

export interface TransportCore {
  readonly baseUrl: string;
  readonly protocol: Protocol;
  readonly config: CallConfig;
  readonly timeoutMs: number | undefined;
  readonly fetch: FetchLike;
  readonly fetchOptions: RequestInit;
  readonly lifetime: Lifetime;
}

/** A method of a server, as a transport calls it. */
export interface CallTarget<I, O> {
  readonly core: TransportCore;
  readonly method: MethodInfo<I, O>;
  readonly interceptors: readonly Interceptor[];
  readonly url: string;
}
