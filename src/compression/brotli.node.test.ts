import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brotli } from "./brotli.ts";

const unlimited = 2 ** 31 - 1;

/** Text of words in Brotli's dictionary, mixed with bytes that are not. */
const content = fc
  .array(fc.oneof(fc.constantFrom("the time of ", '{"id":1},', "World ", "и ", "\n"), fc.string(), fc.uint8Array()))
  .map((parts) => Buffer.concat(parts.map((part) => Buffer.from(part as string))));

/** A plain array of bytes, for comparison: a Buffer is another kind of Uint8Array. */
const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

describe("brotli and Node's implementation", () => {
  it("decodes what Node encoded, in every mode and with every window", () => {
    const settings = fc.record({
      [constants.BROTLI_PARAM_QUALITY]: fc.integer({ min: 0, max: 11 }),
      [constants.BROTLI_PARAM_LGWIN]: fc.integer({ min: 10, max: 24 }),
      [constants.BROTLI_PARAM_MODE]: fc.integer({ min: 0, max: 2 }),
      [constants.BROTLI_PARAM_NPOSTFIX]: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(content, settings, (bytes, params) => {
        const theirs = brotliCompressSync(bytes, { params });
        expect(brotli().decompress(plain(theirs), unlimited)).toEqual(plain(bytes));
      }),
    );
  });

  it("encodes what Node can decode, at every quality", () => {
    fc.assert(
      fc.property(content, fc.integer({ min: 1, max: 11 }), (bytes, quality) => {
        const ours = brotli({ quality }).compress(plain(bytes)) as Uint8Array;
        expect(plain(brotliDecompressSync(ours))).toEqual(plain(bytes));
      }),
    );
  });

  it.each([1, 5, 9, 11])("decodes large data of quality %s", (quality) => {
    const bytes = Buffer.concat([Buffer.from(import.meta.url.repeat(5000)), Buffer.alloc(2 ** 20, "abcdefgh")]);
    const theirs = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
    expect(Buffer.compare(brotli().decompress(plain(theirs), unlimited) as Uint8Array, bytes)).toBe(0);
  });

  it("rejects what Node rejects", () => {
    const whole = brotliCompressSync("the time of day is the time of the world, and the world is large");
    for (let bit = 0; bit < whole.byteLength * 8; bit++) {
      const altered = plain(whole).map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      const attempt = (work: () => Uint8Array): Uint8Array | undefined => {
        try {
          return plain(work());
        } catch {
          return undefined;
        }
      };
      const theirs = attempt(() => brotliDecompressSync(altered, { maxOutputLength: 2 ** 20 }));
      const ours = attempt(() => brotli().decompress(altered, 2 ** 20) as Uint8Array);
      if (ours || !theirs) {
        expect(ours).toEqual(theirs); // Node ignores data after the end; we do not
      }
    }
  });
});
