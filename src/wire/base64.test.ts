import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64, encodeBase64 } from "./base64.ts";

const ascii = (text: string) => new TextEncoder().encode(text);

describe("base64", () => {
  // The vectors of RFC 4648, section 10.
  it.each([
    ["", "", ""],
    ["f", "Zg", "Zg=="],
    ["fo", "Zm8", "Zm8="],
    ["foo", "Zm9v", "Zm9v"],
    ["foob", "Zm9vYg", "Zm9vYg=="],
    ["fooba", "Zm9vYmE", "Zm9vYmE="],
    ["foobar", "Zm9vYmFy", "Zm9vYmFy"],
  ])("encodes %j without padding, and decodes it with or without", (text, unpadded, padded) => {
    expect(encodeBase64(ascii(text))).toBe(unpadded);
    expect(decodeBase64(unpadded)).toEqual(ascii(text));
    expect(decodeBase64(padded)).toEqual(ascii(text));
  });

  it("encodes and decodes the standard alphabet", () => {
    const bytes = Uint8Array.of(0xfb, 0xff, 0xbf);
    expect(encodeBase64(bytes)).toBe("+/+/");
    expect(decodeBase64("+/+/")).toEqual(bytes);
  });

  it("round-trips any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toMatch(/^[A-Za-z0-9+/]*$/);
        expect(decodeBase64(text)).toEqual(bytes);
        expect(decodeBase64(text.padEnd(Math.ceil(text.length / 4) * 4, "="))).toEqual(bytes);
      }),
    );
  });

  it.each([0x2000 - 1, 0x2000, 0x2000 + 1, 1_000_003])("round-trips %i bytes, more than fit in one call", (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, index) => index * 7);
    const back = decodeBase64(encodeBase64(bytes));
    expect(back.byteLength).toBe(size);
    expect(back.every((byte, index) => byte === bytes[index])).toBe(true);
  });

  it("encodes a view, not the array around it", () => {
    expect(encodeBase64(ascii("xfoox").subarray(1, 4))).toBe("Zm9v");
  });

  it.each(["Z", "Zm9v!", "Zg=", "====", "-_-_", "é"])("throws for %j", (text) => {
    expect(() => decodeBase64(text)).toThrow();
  });
});
