import { describe, expect, it } from "vitest";
import { mergeCallOptions } from "./rpc-call.ts";

const headersOf = (options: { headers?: ConstructorParameters<typeof Headers>[0] }) =>
  Object.fromEntries(new Headers(options.headers));

describe("options of a call", () => {
  it("override the defaults, headers by name", () => {
    const merged = mergeCallOptions(
      { timeoutMs: 1, headers: { authorization: "Bearer t", "app-version": "7" } },
      { timeoutMs: 2, headers: { "App-Version": "8" } },
    );
    expect(merged.timeoutMs).toBe(2);
    expect(headersOf(merged)).toEqual({ authorization: "Bearer t", "app-version": "8" });
  });

  it("keep the defaults where they are undefined", () => {
    const defaults = { timeoutMs: 1, headers: { authorization: "Bearer t" } };
    const merged = mergeCallOptions(defaults, { timeoutMs: undefined, headers: undefined });
    expect(merged.timeoutMs).toBe(1);
    expect(headersOf(merged)).toEqual({ authorization: "Bearer t" });
  });
});
