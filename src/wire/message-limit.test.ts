import { describe, expect, it } from "vitest";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { isMessageTooLarge, largestMessageBytes, messageTooLarge, resolveReadMaxBytes } from "./message-limit.ts";

describe("resolveReadMaxBytes", () => {
  it.each([undefined, Number.POSITIVE_INFINITY, 2 ** 40])("returns the largest message for %s", (readMaxBytes) => {
    expect(resolveReadMaxBytes(readMaxBytes)).toBe(largestMessageBytes);
  });

  it.each([1, 1024, largestMessageBytes])("returns what was configured: %i", (readMaxBytes) => {
    expect(resolveReadMaxBytes(readMaxBytes)).toBe(readMaxBytes);
  });

  it.each([Number.NaN, "1024", null, -1])("rejects %s", (readMaxBytes) => {
    const refusal = expect.objectContaining({
      code: Code.InvalidArgument,
      rawMessage: expect.stringContaining("readMaxBytes"),
    });
    expect(() => resolveReadMaxBytes(readMaxBytes as number)).toThrow(refusal);
  });
});

describe("messageTooLarge", () => {
  it("names the limit", () => {
    expect(messageTooLarge(200)).toMatchObject({
      code: Code.ResourceExhausted,
      rawMessage: "message is larger than configured max 200",
    });
  });

  it("is distinguished from other exhausted resources, whichever side fails", () => {
    const refusal = (text: string, code: Code = Code.ResourceExhausted) => new ConnectError(code, text);
    for (const error of [
      messageTooLarge(200),
      refusal("message size 300 is larger than configured max 200"),
      refusal("message size 300 is larger than configured readMaxBytes 200"),
    ]) {
      expect(isMessageTooLarge(error), error.rawMessage).toBe(true);
    }
    expect(isMessageTooLarge(refusal("too many requests"))).toBe(false);
    expect(isMessageTooLarge(refusal(messageTooLarge(200).rawMessage, Code.Internal))).toBe(false);
  });
});
