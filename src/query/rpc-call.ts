/** What a query, a mutation or a stream says of the call beneath it, and what of that splits the cache. */
import type { CallOptions } from "../client/call-options.ts";
import { defined } from "./defined.ts";

/** Options of the call itself: headers, timeout, context values. They belong to one call and never to a query key. */
export type RpcCallOptions = Omit<CallOptions, "signal">;

/** What every kind of options has beside those of TanStack. */
export interface RpcKeyOptions {
  /** Options of the call itself: headers, timeout, context values. Never part of the key. */
  call?: RpcCallOptions;
  /**
   * What splits the cache beside the input: the signed-in user, a tenant, a language. Anything that JSON can hold; it
   * is seen by whoever reads the cache, so no secrets.
   */
  scope?: unknown;
  /** Names of request headers (of `call.headers`) whose values split the cache. Never one that carries a secret. */
  keyHeaders?: readonly string[];
}

/** Defaults beneath the options of one call, where those say something. Headers are merged by name. */
export function mergeCallOptions(defaults: RpcCallOptions = {}, call: RpcCallOptions = {}): RpcCallOptions {
  const merged = { ...defaults, ...defined(call) };
  if (defaults.headers && call.headers) {
    const headers = new Headers(defaults.headers);
    for (const [name, value] of new Headers(call.headers)) {
      headers.set(name, value);
    }
    merged.headers = headers;
  }
  return merged;
}
