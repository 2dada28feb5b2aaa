import { describe, expect, it } from "vitest";
import { Code } from "../core/code.ts";
import { largestMessageBytes, messageTooLarge, resolveReadMaxBytes } from "./message-limit.ts";

describe("resolveReadMaxBytes", () => {
  it.each([undefined, Number.POSITIVE_INFINITY, 2 ** 40])("is the largest message for %s", (readMaxBytes) => {
    expect(resolveReadMaxBytes(readMaxBytes)).toBe(largestMessageBytes);
  });

  it.each([1, 1024, largestMessageBytes])("is what was configured: %i", (readMaxBytes) => {
    expect(resolveReadMaxBytes(readMaxBytes)).toBe(readMaxBytes);
  });

  it.each([Number.NaN, "1024", null])("refuses %s", (readMaxBytes) => {
    const refusal = expect.objectContaining({
      code: Code.InvalidArgument,
      rawMessage: expect.stringContaining("readMaxBytes"),
    });
    expect(() => resolveReadMaxBytes(readMaxBytes as number)).toThrow(refusal);
  });
});

describe("messageTooLarge", () => {
  it("says which limit was passed", () => {
    expect(messageTooLarge(200)).toMatchObject({
      code: Code.ResourceExhausted,
      rawMessage: "message is larger than configured max 200",
    });
  });
});
