import { describe, expect, it } from "vitest";
import { Code, codeFromNumber, codeToNumber, isCode } from "./code.ts";

/** As in the protocol's table and in gRPC's. */
const table: [Code, number][] = [
  ["canceled", 1],
  ["unknown", 2],
  ["invalid_argument", 3],
  ["deadline_exceeded", 4],
  ["not_found", 5],
  ["already_exists", 6],
  ["permission_denied", 7],
  ["resource_exhausted", 8],
  ["failed_precondition", 9],
  ["aborted", 10],
  ["out_of_range", 11],
  ["unimplemented", 12],
  ["internal", 13],
  ["unavailable", 14],
  ["data_loss", 15],
  ["unauthenticated", 16],
];

describe("Code", () => {
  it("has the protocol's sixteen codes and no others", () => {
    expect(Object.values(Code)).toEqual(table.map(([code]) => code));
  });

  it.each(table)("maps %s to the gRPC number %i and back", (code, number) => {
    expect(codeToNumber(code)).toBe(number);
    expect(codeFromNumber(number)).toBe(code);
    expect(isCode(code)).toBe(true);
  });

  it.each([0, 17, -1, 1.5, 2 ** 32 + 5, Number.NaN, Number.POSITIVE_INFINITY])(
    "has no code for the number %d",
    (number) => {
      expect(codeFromNumber(number)).toBeUndefined();
    },
  );

  it.each([null, undefined, 5, "", "Canceled", "cancelled", "ok", "toString", "length", ["canceled"]])(
    "rejects %j",
    (value) => {
      expect(isCode(value)).toBe(false);
    },
  );
});
