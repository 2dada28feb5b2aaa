/** What all options of one `createRpcQuery` share. */
import type { Transport } from "../client/transport.ts";
import type { RpcCallOptions } from "./rpc-call.ts";

/** Defaults for the options of queries, beneath those that are given for one. */
export interface RpcQueryDefaults {
  retry?: boolean | number | ((failureCount: number, error: unknown) => boolean);
  retryDelay?: number | ((failureCount: number, error: unknown) => number);
  /** Milliseconds for which an answer is not asked for again. TanStack's default: 0. */
  staleTime?: number;
  /** Milliseconds for which an answer is kept that nobody uses. TanStack's default: 5 minutes. */
  gcTime?: number;
}

export interface RpcBinding {
  readonly transport: Transport;
  readonly transportKey: string;
  readonly call: RpcCallOptions;
  readonly query: RpcQueryDefaults;
}
