/** Validates the options of a stream. */
import { expectFunction, expectNumber, expectOption } from "./expect-option.ts";
import { expectReconnect, type ReconnectOptions } from "./stream/reconnect.ts";

/** Throws invalid_argument for invalid options. */
export function expectStreamOptions(options: Readonly<Record<string, unknown>>): void {
  const { mode, limit, heartbeatMs, ssr } = options;
  expectOption("mode", mode, isMode(mode), '"collect", "latest" or { initial, reduce }');
  expectOption("limit", limit, isLimit(limit), "a number of messages, at least 1");
  expectNumber("heartbeatMs", heartbeatMs, 1, "millisecond");
  for (const name of ["lingerMs", "waitMs", "staleTime"] as const) {
    expectNumber(name, options[name], 0, "milliseconds");
  }
  for (const name of ["resume", "select", "onMessage", "onBatch"] as const) {
    expectFunction(name, options[name]);
  }
  expectReconnect(options.reconnect as boolean | ReconnectOptions | undefined);
  expectOption("ssr", ssr, ssr === false || ssr === "first", 'false or "first"');
}

function isMode(mode: unknown): boolean {
  const { reduce } = Object(mode) as { reduce?: unknown };
  return mode === "collect" || mode === "latest" || (typeof reduce === "function" && !Array.isArray(mode));
}

/** Returns true for a whole number, because half a message cannot be dropped, or `Infinity`. */
function isLimit(limit: unknown): boolean {
  return typeof limit === "number" && limit >= 1 && (Number.isInteger(limit) || limit === Number.POSITIVE_INFINITY);
}
