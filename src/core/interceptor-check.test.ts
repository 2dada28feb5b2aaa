import { describe, expect, it } from "vitest";
import { Code } from "./code.ts";
import { checkInterceptors } from "./interceptor-check.ts";

const refusal = (words: RegExp) =>
  expect.objectContaining({ code: Code.InvalidArgument, rawMessage: expect.stringMatching(words) });

describe("checkInterceptors", () => {
  it("accepts objects with any method of an interceptor, own or inherited", () => {
    class Observer {
      onStart() {}
      onEnd() {}
      readonly calls = 0;
    }
    const unary = { interceptUnary: () => {} };
    const both = { onStart() {}, onStartSync() {} };
    checkInterceptors([]);
    checkInterceptors([unary, new Observer(), both, { interceptBidiStream() {}, onStart() {}, onEnd: undefined }]);
    checkInterceptors([both, { interceptUnarySync() {} }, { onStartSync() {}, onEndSync() {} }], "Sync");
  });

  it.each<[string, unknown, RegExp]>([
    [
      "a function, as in other libraries",
      (next: unknown) => next,
      /^interceptors\[1\]: expected an object with interceptUnary, .*onStart, got function$/,
    ],
    ["undefined", undefined, /^interceptors\[1\]: .* got undefined$/],
    ["null", null, /^interceptors\[1\]: .* got null$/],
    ["a string", "onStart", /^interceptors\[1\]: .* got string$/],
    ["an object without methods", {}, /^interceptors\[1\]: expected an object with interceptUnary/],
    ["a method whose name is misspelt", { onstart() {} }, /^interceptors\[1\]: expected an object with/],
    [
      "the methods of synchronous calls only",
      { interceptUnarySync() {} },
      /^interceptors\[1\]: expected an object with/,
    ],
    ["a list", [{ onStart() {} }], /^interceptors\[1\]: expected an object with/],
    ["a method that is not a function", { onStart: "now" }, /^interceptors\[1\]: onStart is not a function/],
    ["such a method next to a valid one", { onStart() {}, interceptUnary: {} }, /: interceptUnary is not a function/],
    ["an end without a start", { interceptUnary() {}, onEnd() {} }, /: onEnd is never called without onStart/],
  ])("rejects %s, and names its index", (_, interceptor, words) => {
    expect(() => checkInterceptors([{ onStart() {} }, interceptor])).toThrow(refusal(words));
  });

  it("rejects holes, values that are not arrays, and asynchronous interceptors for synchronous calls", () => {
    // biome-ignore lint/suspicious/noSparseArray: that is what it is about
    expect(() => checkInterceptors([{ onStart() {} }, , { onStart() {} }])).toThrow(
      refusal(/^interceptors\[1\]: .*got undefined$/),
    );
    expect(() => checkInterceptors({ onStart() {} } as never)).toThrow(
      refusal(/^interceptors: expected an array, got object$/),
    );
    expect(() => checkInterceptors([{ onStart() {} }], "Sync")).toThrow(
      refusal(/with interceptUnarySync, .*onStartSync, got object$/),
    );
  });
});
