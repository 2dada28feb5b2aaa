import { describe, expect, it, vi } from "vitest";
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";
import { ContextValues, createContextKey } from "./context-values.ts";
import { Deadline } from "./deadline.ts";
import { Metadata } from "./metadata.ts";
import type { MethodInfo } from "./method.ts";
import { RequestContext, type RequestContextInit } from "./request-context.ts";

const method: MethodInfo = {
  name: "Say",
  serviceName: "demo.v1.DemoService",
  kind: "unary",
  idempotencyLevel: "unknown",
  input: { typeName: "demo.v1.SayRequest" },
  output: { typeName: "demo.v1.SayResponse" },
};

function newContext(init: Partial<RequestContextInit<unknown, unknown>> = {}): RequestContext {
  const url = "https://example.com/demo.v1.DemoService/Say";
  return new RequestContext({ method, protocol: "connect", url, deadline: new Deadline(), ...init });
}

describe("RequestContext", () => {
  it.each([
    ["https://example.com/a", "example.com:443"],
    ["http://example.com/a", "example.com:80"],
    ["http://localhost:8080/a", "localhost:8080"],
    ["https://example.com:80/a", "example.com:80"],
    ["http://[::1]/a", "[::1]:80"],
  ])("for %s has the server address %s", (url, address) => {
    expect(newContext({ url }).serverAddress).toBe(address);
  });

  it("creates request headers on first access, from a copy of what the caller passed", () => {
    const given = new Headers({ a: "1" });
    const ctx = newContext({ requestHeaders: given });
    expect(ctx.hasRequestHeaders).toBe(true);
    ctx.requestHeaders.set("a", "2");
    expect(ctx.requestHeaders.get("a")).toBe("2");
    expect(given.get("a")).toBe("1");
  });

  it("has no request headers unless some are passed or accessed", () => {
    const ctx = newContext();
    expect(ctx.hasRequestHeaders).toBe(false);
    ctx.requestHeaders.set("a", "1");
    expect(ctx.hasRequestHeaders).toBe(true);
  });

  it("reads the response headers lazily, and only once", () => {
    const ctx = newContext();
    const read = vi.fn(() => ({ headers: new Metadata({ a: "1" }), trailers: new Metadata({ b: "2" }) }));
    ctx.setResponse(read);
    expect(read).not.toHaveBeenCalled();
    expect(ctx.responseHeaders.get("a")).toBe("1");
    ctx.responseTrailers.append("c", "3");
    expect([...ctx.responseTrailers.keys()]).toEqual(["b", "c"]);
    expect(read).toHaveBeenCalledOnce();
  });

  it("forgets the response of an earlier attempt, and reports each new one", () => {
    const ctx = newContext();
    const onResponse = vi.fn();
    ctx.onResponse = onResponse;
    expect([...ctx.responseHeaders]).toEqual([]);
    for (const attempt of ["1", "2"]) {
      ctx.setResponse(() => ({ headers: new Metadata({ attempt }), trailers: new Metadata() }));
      expect(ctx.responseHeaders.get("attempt")).toBe(attempt);
    }
    expect(onResponse).toHaveBeenCalledTimes(2);
  });

  it("has the time left, or none without a timeout", () => {
    const deadline = new Deadline({ timeoutMs: 60_000 });
    const { timeoutMs } = newContext({ deadline });
    deadline.dispose();
    expect(timeoutMs).toBeGreaterThan(0);
    expect(timeoutMs).toBeLessThanOrEqual(60_000);
    expect(newContext().timeoutMs).toBeUndefined();
    expect(newContext({ deadline: new Deadline({ timeoutMs: -5 }) }).timeoutMs).toBe(0);
  });

  it("has the deadline's signal", () => {
    const deadline = new Deadline();
    const { signal } = newContext({ deadline });
    const error = new ConnectError(Code.Canceled);
    deadline.abort(error);
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toBe(error);
  });

  it("shares the caller's values, or has its own", () => {
    const key = createContextKey(0);
    const values = new ContextValues();
    newContext({ values }).values.set(key, 1);
    expect(values.get(key)).toBe(1);
    const ctx = newContext();
    ctx.values.set(key, 2);
    expect(ctx.values.get(key)).toBe(2);
  });
});
