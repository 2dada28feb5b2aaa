import { expect, it } from "vitest";
import { Code } from "./code.ts";
import { numberOption } from "./number-option.ts";

it.each([undefined, 0, -1, 1.5, Number.POSITIVE_INFINITY])("takes %s as it is", (value) => {
  expect(numberOption("timeoutMs", value)).toBe(value);
});

it.each<unknown>([Number.NaN, "5", null, true, 5n, {}])("refuses %s, and names the option", (value) => {
  const refusal = expect.objectContaining({
    code: Code.InvalidArgument,
    rawMessage: expect.stringContaining("timeoutMs"),
  });
  expect(() => numberOption("timeoutMs", value as number)).toThrow(refusal);
});

it("refuses what is less than it may be", () => {
  expect(numberOption("readMaxBytes", 0, 0)).toBe(0);
  expect(() => numberOption("readMaxBytes", -1, 0)).toThrow("readMaxBytes must be a positive number");
});
