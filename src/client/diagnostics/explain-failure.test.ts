import { describe, expect, it } from "vitest";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { explainFailure } from "./explain-failure.ts";

const explain = (cause: unknown) => explainFailure(cause, "https://a.example/b.C/D", { "content-type": "x" });

describe("explainFailure", () => {
  it.each([
    ["Chromium", new TypeError("Failed to fetch")],
    ["Firefox", new TypeError("NetworkError when attempting to fetch resource.")],
    ["Safari", new TypeError("Load failed")],
    ["Safari, offline", new TypeError("The Internet connection appears to be offline.")],
    ["Safari, a broken response", new TypeError("cannot parse response")],
    ["Node", new TypeError("fetch failed")],
    ["React Native", new TypeError("Network request failed")],
    ["Workers", new Error("Network connection lost.")],
    ["node-fetch", Object.assign(new Error("connect ECONNREFUSED"), { name: "FetchError" })],
    ["a wrapper that throws a string", "offline"],
  ])("recognizes a network failure: %s", (_, cause) => {
    expect(explain(cause)).toMatchObject({
      code: Code.Unavailable,
      cause,
      rawMessage: expect.stringContaining("cannot reach https://a.example/b.C/D"),
    });
  });

  it.each([
    new TypeError("init.headers.set is not a function"),
    new TypeError("Cannot read properties of undefined (reading 'get')"),
    new TypeError('can\'t access property "get", x is undefined'),
    new TypeError("undefined is not an object (evaluating 'x.get')"),
    new TypeError("headers is not iterable"),
    new TypeError("Illegal invocation"),
    new TypeError("Failed to execute 'fetch' on 'Window': Illegal invocation"),
    new TypeError("Failed to parse URL from /api"),
    new TypeError('Invalid redirect value, must be one of "follow" or "manual" ("error" won\'t be implemented).'),
    new TypeError("RequestInit: duplex option is required when sending a body."),
    new TypeError("'fetch' called on an object that does not implement interface Window."),
    new ReferenceError("token is not defined"),
    new RangeError("Maximum call stack size exceeded"),
    new SyntaxError("Unexpected token < in JSON"),
  ])("blames the code, not the network: %s", (cause) => {
    const error = explain(cause);
    expect(error).toMatchObject({ code: Code.Unknown, cause });
    expect(error.rawMessage).toBe(`fetch cannot be called: ${cause.message}`);
  });

  it("leaves errors about the call itself unchanged", () => {
    const own = new ConnectError(Code.Aborted, "no");
    expect(explain(own)).toBe(own);
    expect(explain(new DOMException("stop", "AbortError")).code).toBe(Code.Canceled);
    expect(explain(new DOMException("late", "TimeoutError")).code).toBe(Code.DeadlineExceeded);
  });
});
