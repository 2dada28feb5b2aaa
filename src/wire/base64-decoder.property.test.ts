/** Decodes base64 that is split and padded in arbitrary places. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { Base64Decoder } from "./base64-decoder.ts";
import { fromByteString, toByteString } from "./byte-string.ts";
import { concatBytes } from "./concat-bytes.ts";

const encode = (bytes: Uint8Array) => btoa(toByteString(bytes));

/** Splits text into chunks; cuts beyond the end, or twice in the same place, yield empty ones. */
function cut<T extends { slice(start: number, end: number): T; readonly length: number }>(whole: T, at: number[]): T[] {
  const cuts = [0, ...at.map((position) => Math.min(position, whole.length)).sort((a, b) => a - b), whole.length];
  return cuts.slice(1).map((end, index) => whole.slice(cuts[index] as number, end));
}

function decode(chunks: Uint8Array[]): Uint8Array {
  const decoder = new Base64Decoder(Code.InvalidArgument);
  return concatBytes([...chunks.map((chunk) => decoder.push(chunk)), decoder.finish()]);
}

const cuts = fc.array(fc.nat(200), { maxLength: 12 });

describe("Base64Decoder", () => {
  it("decodes base64 wherever the sender pads and wherever chunks are split", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), cuts, cuts, fc.boolean(), (bytes, padded, travelled, isWhole) => {
        const pieces = cut(bytes, padded).map(encode).join("");
        const text = isWhole ? pieces : pieces.replace(/=+$/, "");
        expect(decode(cut(fromByteString(text), travelled))).toEqual(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  it("returns the bytes of a padded chunk immediately", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 })), (messages) => {
        const decoder = new Base64Decoder(Code.InvalidArgument);
        for (const message of messages) {
          expect(decoder.push(fromByteString(encode(message)))).toEqual(message);
        }
      }),
    );
  });

  it("accepts line breaks", () => {
    expect(decode([fromByteString("Zm9v\r\nYm Fy\n\tZ g = =\n")])).toEqual(fromByteString("foobarf"));
  });

  it("accepts and rejects the same input as the platform", () => {
    const text = fc.string({ unit: fc.constantFrom(..."Ag+/=\n -_é"), maxLength: 12 });
    fc.assert(
      fc.property(text, cuts, (text, travelled) => {
        let expected: Uint8Array | undefined;
        try {
          expected = fromByteString(atob(text));
        } catch {
          // Rejected, unless it has padding in the middle, which atob does not support.
        }
        const isSeveral = /=[\s=]*[^\s=]/.test(text);
        const read = () => decode(cut(fromByteString(text), travelled));
        if (expected) {
          expect(read()).toEqual(expected);
        } else if (!isSeveral) {
          expect(read).toThrow(ConnectError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["Zm9v!", 'the body is not base64: "!" at character 4'],
    ["Zm9v\x00", "the body is not base64: byte 0 at character 4"],
    ["Zm-v", 'the body is not base64: "-" at character 2'],
    ["=", 'the body is not base64: "=" at character 0'],
    ["Zg=Z", 'the body is not base64: "Z" at character 3'],
    ["Zg===", 'the body is not base64: "=" at character 4'],
    ["Zg=", "the body is not base64: it ends within a group of 4, after 3 characters"],
    ["Zm9vZ", "the body is not base64: it ends within a group of 4, after 5 characters"],
  ])("refuses %j and says where", (text, message) => {
    expect(() => decode(cut(fromByteString(text), [2]))).toThrow(message);
  });
});
