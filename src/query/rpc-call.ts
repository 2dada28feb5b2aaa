/** What a query, a mutation or a stream says of the call beneath it, and what of that splits the cache. */
import type { CallOptions } from "../client/call-options.ts";
import type { Metadata } from "../core/metadata.ts";
import { defined } from "./defined.ts";
import { expectOption } from "./expect-option.ts";

/** Options of the call itself: headers, timeout, context values. They belong to one call and never to a query key. */
export type RpcCallOptions = Omit<CallOptions, "signal">;

/** A message, and what came around it. */
export interface MessageWithMetadata<O> {
  message: O;
  headers: Metadata;
  trailers: Metadata;
}

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

/**
 * Defaults beneath the options of one call, where those say something. Headers are merged by name, and not looked at: one
 * that cannot be sent fails with its call.
 */
export function mergeCallOptions(defaults: RpcCallOptions = {}, call: RpcCallOptions = {}): RpcCallOptions {
  expectOption("call", call, typeof call === "object" && call !== null, "options of a call");
  const merged = { ...defaults, ...defined(call) };
  if (defaults.headers && call.headers) {
    const own = headerPairs(call.headers);
    const names = new Set(own.map(([name]) => name?.toLowerCase()));
    const others = headerPairs(defaults.headers).filter(([name]) => !names.has(name?.toLowerCase()));
    merged.headers = [...others, ...own];
  }
  return merged;
}

function headerPairs(headers: HeadersInit): [string, string][] {
  return Symbol.iterator in headers ? [...(headers as Iterable<[string, string]>)] : Object.entries(headers);
}
