import { expect, it } from "vitest";
import { concatBytes } from "./concat-bytes.ts";

it("joins pieces in order, including empty ones and views", () => {
  const pieces = [Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(9, 3, 9).subarray(1, 2)];
  expect(concatBytes(pieces)).toEqual(Uint8Array.of(1, 2, 3));
});

it("returns no bytes for no pieces", () => {
  expect(concatBytes([])).toEqual(new Uint8Array(0));
});
