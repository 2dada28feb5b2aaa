import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Code } from "../core/code.ts";
import { Metadata } from "../core/metadata.ts";
import { decodeBinaryHeader, encodeBinaryHeader } from "./binary-header.ts";

describe("binary headers", () => {
  it("carry any bytes through a header", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array(), { minLength: 1, maxLength: 3 }), (values) => {
        const metadata = new Metadata();
        for (const value of values) {
          metadata.append("trace-bin", encodeBinaryHeader(value));
        }
        expect(metadata.getAll("trace-bin").map(decodeBinaryHeader)).toEqual(values);
      }),
    );
  });

  it("are encoded unpadded, and decoded padded too", () => {
    expect(encodeBinaryHeader(Uint8Array.of(1))).toBe("AQ");
    expect(decodeBinaryHeader("AQ==")).toEqual(Uint8Array.of(1));
  });

  it("are decoded in the alphabet for URLs too", () => {
    const bytes = Uint8Array.of(0xfb, 0xff, 0xbf);
    expect(decodeBinaryHeader("-_-_")).toEqual(bytes);
    expect(decodeBinaryHeader("+/-_")).toEqual(bytes);
    expect(encodeBinaryHeader(bytes)).toBe("+/+/");
  });

  it("throw data_loss for values that are not base64, and show them", () => {
    const complaint = expect.objectContaining({
      code: Code.DataLoss,
      rawMessage: expect.stringContaining('"not base64!"'),
      cause: expect.anything(),
    });
    expect(() => decodeBinaryHeader("not base64!")).toThrow(complaint);
    expect(() => decodeBinaryHeader("AQ, Ag==")).toThrow(expect.objectContaining({ code: Code.DataLoss }));
  });
});
