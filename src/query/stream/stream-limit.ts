/** Warns developers of components that share a stream but set another limit than the one that opened it. */
import type { Query } from "@tanstack/query-core";
import type { StreamSpec } from "./stream-spec.ts";

/** The limits in options, by query function: all that an observer reveals of them. */
const limits = new WeakMap<object, number>();
const warned = new WeakSet<Query>();

export function rememberLimit(queryFn: object, limit: number | undefined): void {
  if (limit !== undefined) {
    limits.set(queryFn, limit);
  }
}

/** @param running the options the stream was opened with */
export function compareLimit(query: Query, queryFn: unknown, running: StreamSpec): void {
  const limit = typeof queryFn === "function" ? limits.get(queryFn) : undefined;
  const differs = limit !== undefined && limit !== running.limit && running.mode === "collect";
  if (process.env.NODE_ENV !== "production" && differs && !warned.has(query)) {
    warned.add(query);
    console.warn(
      `farcall: a component asks for the last ${limit} messages of ${running.name}, which another component has opened with a ` +
        `limit of ${running.limit}. Both get the latter. Give them the same limit, or different scopes.`,
    );
  }
}
