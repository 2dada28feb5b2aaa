import { expect, it } from "vitest";
import { concatBytes } from "./concat-bytes.ts";

it("joins pieces in order, empty ones and views among them", () => {
  const pieces = [Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(9, 3, 9).subarray(1, 2)];
  expect(concatBytes(pieces)).toEqual(Uint8Array.of(1, 2, 3));
});

it("gives no bytes for no pieces", () => {
  expect(concatBytes([])).toEqual(new Uint8Array(0));
});
