/** The call options of queries, mutations and streams, and which of them split the cache. */
import type { CallOptions } from "../client/call-options.ts";
import type { Metadata } from "../core/metadata.ts";
import { defined } from "./defined.ts";
import { expectOption } from "./expect-option.ts";

/** Options of the call: headers, timeout, context values. They belong to one call and are never part of a query key. */
export type RpcCallOptions = Omit<CallOptions, "signal">;

/** A message with its response headers and trailers. */
export interface MessageWithMetadata<O> {
  message: O;
  headers: Metadata;
  trailers: Metadata;
}

/** Options of every kind, in addition to TanStack's. */
export interface RpcKeyOptions {
  /** Options of the call: headers, timeout, context values. Never part of the key. */
  call?: RpcCallOptions;
  /**
   * Splits the cache in addition to the input: by signed-in user, tenant, language. Any JSON value; must not be secret,
   * because it is visible to everything that can read the cache.
   */
  scope?: unknown;
  /** Names of request headers (of `call.headers`) whose values split the cache. Never name one with a secret. */
  keyHeaders?: readonly string[];
}

/**
 * Merges default options and those of one call, which take precedence. Headers are merged by name, without validation:
 * a header that cannot be sent fails with its call.
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
