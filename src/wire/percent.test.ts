import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePercent, encodePercent } from "./percent.ts";

describe("percent-encoding", () => {
  it.each([
    ["", ""],
    ["plain: text, with ~ and !", "plain: text, with ~ and !"],
    ["100%", "100%25"],
    ["a\r\nb\tc", "a%0D%0Ab%09c"],
    ["\x7f", "%7F"],
    ["Grüße", "Gr%C3%BC%C3%9Fe"],
    ["漢", "%E6%BC%A2"],
    ["🎩", "%F0%9F%8E%A9"],
    ["%41", "%2541"],
    ["  hat ", "%20 hat%20"], // a header loses bare spaces at its ends
    [" ", "%20"],
  ])("encodes %j as %s, and decodes it", (text, encoded) => {
    expect(encodePercent(text)).toBe(encoded);
    expect(decodePercent(encoded)).toBe(text);
  });

  it("decodes lower-case escapes, and escapes of unreserved characters", () => {
    expect(decodePercent("%c3%bc%41%20b")).toBe("üA b");
  });

  it("leaves text that was never encoded unchanged", () => {
    expect(decodePercent("Grüße 🎩")).toBe("Grüße 🎩");
  });

  it.each(["%", "100%", "%4", "%zz", "%%", "a %G1 b", "% 41"])("keeps the malformed escape in %j", (text) => {
    expect(decodePercent(text)).toBe(text);
  });

  it("decodes valid escapes next to invalid ones", () => {
    expect(decodePercent("%41%%42%4")).toBe("A%B%4");
  });

  it.each(["%FF", "%C3", "a%F0%9Fb"])(
    "does not fail for %s, which is not UTF-8, and keeps the text around it",
    (text) => {
      const decoded = decodePercent(text);
      expect(decoded).not.toBe("");
      expect(decoded.replaceAll(/[^ab]/g, "")).toBe(text.replaceAll(/[^ab]/g, ""));
    },
  );

  it("keeps a byte order mark, which is an ordinary character here", () => {
    expect(decodePercent(encodePercent("\uFEFFhat\uFEFF"))).toBe("\uFEFFhat\uFEFF");
  });

  it("round-trips any text, through printable ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 30 }), (text) => {
        const encoded = encodePercent(text);
        expect(encoded).toMatch(/^[ -~]*$/);
        expect(decodePercent(encoded)).toBe(text);
      }),
    );
  });

  it("never throws, whatever the input", () => {
    const pieces = fc.constantFrom("%", "%4", "%C3", "%bc", "%F0%9F", "🎩", "\ud83c", "a", "0");
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        expect(typeof decodePercent(parts.join(""))).toBe("string");
      }),
    );
  });
});
