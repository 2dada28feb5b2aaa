import { describe, expect, it } from "vitest";
import { Code } from "./code.ts";
import { checkInterceptors } from "./interceptor-check.ts";

const refusal = (words: RegExp) =>
  expect.objectContaining({ code: Code.InvalidArgument, rawMessage: expect.stringMatching(words) });

describe("checkInterceptors", () => {
  it("takes objects with any method of an interceptor, their own or that of their class", () => {
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
      "a function, as other libraries have them",
      (next: unknown) => next,
      /^interceptors\[1\]: expected an object with interceptUnary, .*onStart, got function$/,
    ],
    ["undefined", undefined, /^interceptors\[1\]: .* got undefined$/],
    ["null", null, /^interceptors\[1\]: .* got null$/],
    ["a text", "onStart", /^interceptors\[1\]: .* got string$/],
    ["an object without methods", {}, /^interceptors\[1\]: expected an object with interceptUnary/],
    ["a method whose name is misspelt", { onstart() {} }, /^interceptors\[1\]: expected an object with/],
    [
      "the methods of synchronous calls alone",
      { interceptUnarySync() {} },
      /^interceptors\[1\]: expected an object with/,
    ],
    ["a list", [{ onStart() {} }], /^interceptors\[1\]: expected an object with/],
    ["a method that is none", { onStart: "now" }, /^interceptors\[1\]: onStart is not a function/],
    ["a method that is none beside one", { onStart() {}, interceptUnary: {} }, /: interceptUnary is not a function/],
    ["an end without a start", { interceptUnary() {}, onEnd() {} }, /: onEnd is never called without onStart/],
  ])("refuses %s, and says where it stands", (_, interceptor, words) => {
    expect(() => checkInterceptors([{ onStart() {} }, interceptor])).toThrow(refusal(words));
  });

  it("refuses holes, what is no array, and the asynchronous half where calls are synchronous", () => {
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
