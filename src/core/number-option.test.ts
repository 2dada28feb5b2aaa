import { expect, it } from "vitest";
import { Code } from "./code.ts";
import { numberOption } from "./number-option.ts";

it.each([undefined, 0, -1, 1.5, Number.POSITIVE_INFINITY])("returns %s unchanged", (value) => {
  expect(numberOption("timeoutMs", value)).toBe(value);
});

it.each<unknown>([Number.NaN, "5", null, true, 5n, {}])("rejects %s, and names the option", (value) => {
  const refusal = expect.objectContaining({
    code: Code.InvalidArgument,
    rawMessage: expect.stringContaining("timeoutMs"),
  });
  expect(() => numberOption("timeoutMs", value as number)).toThrow(refusal);
});

it("rejects numbers below the minimum", () => {
  expect(numberOption("readMaxBytes", 0, 0)).toBe(0);
  expect(() => numberOption("readMaxBytes", -1, 0)).toThrow("readMaxBytes must be a positive number");
});
