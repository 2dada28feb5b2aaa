/** What all options created by one `createRpcQuery` share. */
import type { Transport } from "../client/transport.ts";
import type { RpcCallOptions } from "./rpc-call.ts";

/** Defaults for the options of queries. */
export interface RpcQueryDefaults {
  retry?: boolean | number | ((failureCount: number, error: unknown) => boolean);
  retryDelay?: number | ((failureCount: number, error: unknown) => number);
  /** Milliseconds until data counts as stale. TanStack's default: 0. */
  staleTime?: number;
  /** Milliseconds for which unused data is kept. TanStack's default: 5 minutes. */
  gcTime?: number;
}

export interface RpcBinding {
  readonly transport: Transport;
  readonly transportKey: string;
  readonly call: RpcCallOptions;
  readonly query: RpcQueryDefaults;
}
