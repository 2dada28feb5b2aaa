import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromByteString, textOfByteString, toByteString } from "./byte-string.ts";

const utf8 = (text: string) => toByteString(new TextEncoder().encode(text));

describe("byte strings", () => {
  it("have one character per byte, and convert back", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = toByteString(bytes);
        expect(text).toHaveLength(bytes.byteLength);
        expect(fromByteString(text)).toEqual(bytes);
      }),
    );
    expect(toByteString(new Uint8Array(1_000_003))).toHaveLength(1_000_003); // more than one call can take
  });

  it("are read as UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(textOfByteString(utf8(text))).toBe(text);
      }),
    );
  });

  it.each([
    ["caf\xe9", "café"],
    [`${utf8("用")}\xe9${utf8("户")}`, "用é户"],
    ["\xc0\x80", "\xc0\x80"], // in more bytes than it needs
    ["\xed\xa0\x80", "\xed\xa0\x80"], // a surrogate
    ["\xf4\x90\x80\x80", "\xf4\x90\x80\x80"], // beyond Unicode
    ["\xe7\x94", "\xe7\x94"], // cut
  ])("are read as Latin-1 if they are not UTF-8: %j", (bytes, text) => {
    expect(textOfByteString(bytes)).toBe(text);
  });

  it("are read as TextDecoder does, if it accepts them", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        let decoded: string;
        try {
          decoded = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
        } catch {
          return;
        }
        expect(textOfByteString(toByteString(bytes))).toBe(decoded);
      }),
    );
  });
});
