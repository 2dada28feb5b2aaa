import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyBytes, fromHex, isSame, json, noise } from "../../e2e/sample-bytes.ts";
import { Code } from "../core/code.ts";
import { decodeBase64 } from "../wire/base64.ts";
import { concatBytes } from "../wire/concat-bytes.ts";
import { BitWriter } from "./bits.ts";
import { dictionaryBase64 } from "./brotli/dictionary-data.ts";
import { brotli } from "./brotli.ts";

const unlimited = 2 ** 31 - 1;

const joined = (...parts: Uint8Array[]) => concatBytes(parts);

/** Small payloads are processed synchronously. */
const compress = (bytes: Uint8Array, quality = 3) => brotli({ quality }).compress(bytes) as Uint8Array;
const decompress = (bytes: Uint8Array, maxBytes = unlimited) => brotli().decompress(bytes, maxBytes) as Uint8Array;

const utf8 = new TextEncoder();
const words = utf8.encode("The time of day, however, is a very important part of the history of the world.");
const letters = utf8.encode("Ζωή, жизнь, 生活 and время и место. ".repeat(3));
const lines = utf8.encode(Array.from({ length: 40 }, (_, i) => `{"id":${i * 7919},"name":"user ${i}"}\n`).join(""));

/** The output of the reference encoder, as included in Node. */
const streams = {
  words: fromHex(
    "1b4e00f01c09364ef46d5c8aa1328c2c2d41585c6a2e0f36e0c021db64d09f70d8806329197c1bf07c15675a9d3166254b03" + "34",
  ),
  letters: fromHex("1baa00801da9531f5a5e3ab33ca7a52b6e2542c3061cb8c41060840be830913388b3f62fa6d67610ad9466f3434e6700"),
  lowest: fromHex(
    "8b5d020080aaaaaaeaffae9793029ff5a0a2cb22b79b02a81cf4a07a50053d29e8ff5df5efb9b7ba675497b731dc152f1616" +
      "16363656f532a33af8f0e1c7603018c799acaac16030180c0673a8332215a551382cb493ec3dc1d71f46075b83d5a680718f" +
      "6c6df1d54d2cb952bd7fe6e4c64ab1f8e2e1cc9d1babf3396677e6de8dd553cac99d79708752638deecca31b6bc891823bf3" +
      "e4c61a63f0de9d7976634dde47e7cebcb8b1667299dc9957772895aa75674e503a9492c982e94203a752a375eedc0950874a" +
      "d6d500a97327501d2a912d0956e74ec03a54a2920bb4ce9dc075a8e452b6f03a7702d8a1920fc941ecdc0964874ac1c500b3" +
      "f3a00297b152b42141eddc096c07228f25b8b973874a29b90ab87377ee50290747903b77e78ea538f2eedc9d3b966a6d74e7" +
      "eedcb1d45cb33b77e70ed5d958aa3b77e70ed5912fe4ceddb943758eb277e7eedca13a575374e7eedc81f8660972eedda1ba" +
      "104371e7eedda1bae88375e7eedda1ba44deb973f7ee505daa2eb873f7ee505dce94dcb97b772c25dae2ceddbb63a9de5a77" +
      "eede1daab7b63a77eede1daab7a504775e7dc55703",
  ),
  middle: fromHex(
    "1bbb0400c46683754b729f0ddc1d07606b6e1a0c1a8a13faaf1be0575de1872b9a5993c09fa3cbe2f0f030d1883687e18274" +
      "4d8f8bfbfd9df7f3dce376be8fcfebdccf7784eb1ae77f192e7ab15dd8c0a35114aadd2511aa0b19d6ebb2641b5925764ad5" +
      "529259230d36ee9bc328a40996d3084d5a0727d821b869821d10539ec895343d868dd59128531685b6a49318736481fb369a" +
      "dcc04fa8e26ef5e35a76127a7269089169234ca6ed6dd0189e058dd00034122dd0c82d83c7bb1915644ce740462b03321644" +
      "c858cb848cdd282a8d63a8b48a804c114bc81433796acfff02",
  ),
  highest: fromHex(
    "1bbb04089c057673722799c183f7d7582e83326dafcf8d6dfd760344445347812c44c0a01be0a90e1ff870186094e5714251" +
      "58018661d092a35b0b2c083ffc6386dfdbbc77d9f12ef8c8f11cfed0ab2525a5389188934197f339968ed919b15b4a642457" +
      "56c20aefb7e209ace073435c75a29d5117b2307abb8e20237686dd366bd86a82c6987a4a8875b90b6b460f7965b5180a3653" +
      "77a0a58b8bb22d2a901de061b75c1c4f2a78af31462d8558312a6ebb3171a23818046bf71e685663513654856a573d684b38" +
      "866d8d6d8c9d002593045c15b7ed36e779",
  ),
  smallWindow: fromHex(
    "a1d8250020fefbe3af2bc95e16cee77eb56623088462a0ac1330aa2b1c5cc64e057e9ed2e203168fb408279bf020889a11fd" +
      "fecefb79eeb89defe3f33af7f38e705f71fe97e6472f378b81391e25913bbb2c6675219acdcd4a894e469564865d2d65a76a" +
      "a4a9e673e7f006cb943ea7098b6e131a94086d1894484c1994c8e9312851d53028d1513228319461506222ca81bb1ebb8212" +
      "abb4a0c40e11d58d68aa5b20a96e7b1b32216721133d844c621b32692b0fdabbd9056c8a8c814de9006c2a5ab0a956019bba" +
      "59743789a1bb35009b81156cc64c5cdef3bf00",
  ),
  otherDistances: fromHex(
    "1bbb04089c057673722799c183f7d7582e83326dafcf8d6dfd760344445347812c44c0a01be0a90e1ff870186094e5714251" +
      "58018661d092a35b0b2c083ffc6386dfdbbc77d9f12ef8c8f11cfed0ab2525a5389188934197f339968ed919b15b4a642457" +
      "56c20aefb7e209ace073435c75a29d5117b2307abb8e20237686dd366bd86a82c6987a4a8875b90b6b460f7965b5180a3653" +
      "77a0a58b8bb22d2a901de061b75c1c4f2a78af31462d8558312a6ebb3171a23818046bf71e685663513654856a573d684b38" +
      "866d8d6d8c9d002593045c15b7ed36e779",
  ),
};

describe("brotli", () => {
  it("is named as in content encodings, and has no magic bytes", () => {
    expect(brotli().name).toBe("br");
    expect(brotli().magic).toBeUndefined();
  });

  it("round-trips any bytes, at every quality", () => {
    fc.assert(
      fc.property(anyBytes, fc.integer({ min: 1, max: 11 }), (bytes, quality) => {
        expect(decompress(compress(bytes, quality))).toEqual(bytes);
      }),
    );
  });

  it.each([
    ["noise", noise],
    ["JSON", json],
    ["zeros", (size: number) => new Uint8Array(size)],
    ["half of all bytes, in noise", (size: number) => noise(size).map((byte) => byte & 127)],
    ["few bytes, in noise", (size: number) => noise(size).map((byte) => byte & (byte >> 3) & 15)],
    ["one to four bytes", (size: number) => noise(size).map((byte) => byte % (1 + (size & 3)))],
  ])("round-trips %s at critical sizes", (_, make) => {
    for (const size of [0, 1, 2, 3, 5, 6, 33, 129, 255, 256, 1024, 1025, 22_594, 65_536, 65_537, 262_144, 262_145]) {
      const bytes = make(size);
      expect(isSame(decompress(compress(bytes, 1)), bytes)).toBe(true);
    }
  });

  it("round-trips more than a window", () => {
    const bytes = joined(noise(300_000), json(4_000_000), noise(300_000));
    expect(isSame(decompress(compress(bytes, 2)), bytes)).toBe(true);
  });

  it("produces less with a higher quality", () => {
    const bytes = json(100_000);
    const sizes = [1, 3, 5, 7, 9, 11].map((quality) => compress(bytes, quality).byteLength);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes[0]).toBeLessThan(40_000);
    expect(sizes.at(-1)).toBeLessThan((sizes[0] as number) * 0.85);
  });

  it("has quality 3 by default", () => {
    const bytes = json(10_000);
    expect(brotli().compress(bytes)).toEqual(compress(bytes, 3));
  });

  it.each([0, 12, -1, Number.NaN, Infinity])("rejects the quality %s", (quality) => {
    expect(() => brotli({ quality })).toThrow(expect.objectContaining({ code: Code.InvalidArgument }));
  });

  it("leaves its input unchanged, and reads a view but not the array around it", () => {
    const bytes = json(1000);
    const compressed = compress(bytes);
    const around = joined(noise(50), compressed, noise(50));
    expect(decompress(around.subarray(50, 50 + compressed.byteLength))).toEqual(bytes);
    expect([bytes, around.subarray(50, -50)]).toEqual([json(1000), compressed]);
  });
});

/** A stream with one byte of metadata, and no content. */
function metadata(): Uint8Array {
  const writer = new BitWriter();
  writer.write(0, 2); // a window of 64 KiB; not the last meta-block
  writer.write(3, 3); // metadata
  writer.write(1, 2); // one byte says how long they are
  writer.write(0, 8); // one byte
  writer.align();
  writer.writeBytes(Uint8Array.of(42));
  writer.write(3, 2); // the last meta-block is empty
  return writer.finish();
}

/** Meta-blocks of a few bytes that decompress to 16 MiB of zeros each. */
function zeroBomb(metaBlocks: number): Uint8Array {
  const writer = new BitWriter();
  writer.write(0, 1); // a window of 64 KiB
  for (let i = 0; i < metaBlocks; i++) {
    writer.write(0, 1); // not the last meta-block
    writer.write(2, 2); // the size has six half bytes
    writer.write(2 ** 24 - 1, 24);
    writer.write(0, 14); // one type of block and one code of each kind, no contexts, distances as they are
    for (const [symbol, width] of [
      [0, 8],
      [399, 10], // insert one byte, copy very many
      [16, 6], // distances up to 2
    ] as const) {
      writer.write(1, 4); // a code for a single symbol, which takes no bits
      writer.write(symbol, width);
    }
    writer.write(2 ** 24 - 1 - 2118, 24); // how many to copy
    writer.write(0, 1); // a distance of 1
  }
  writer.write(3, 2); // the last meta-block is empty
  return writer.finish();
}

describe("brotli's streams", () => {
  it.each([
    ["with words from the dictionary", streams.words, words],
    ["with letters of many alphabets", streams.letters, letters],
    ["of the lowest quality", streams.lowest, lines],
    ["of a middle quality", streams.middle, lines],
    ["of the highest quality", streams.highest, lines],
    ["with a window of 1 KiB", streams.smallWindow, lines],
    ["with other distance codes", streams.otherDistances, lines],
    ["of nothing", Uint8Array.of(0x06), new Uint8Array(0)],
    ["of only metadata", metadata(), new Uint8Array(0)],
  ])("are decoded: %s", (_, bytes, content) => {
    expect(isSame(decompress(bytes), content)).toBe(true);
  });

  it("have the same dictionary as everyone else's", async () => {
    const packed = decodeBase64(dictionaryBase64);
    const digest = await crypto.subtle.digest("SHA-256", decompress(packed) as Uint8Array<ArrayBuffer>);
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    expect(hex).toBe("20e42eb1b511c21806d4d227d07e5dd06877d8ce7b3a817f378f313653f35c70");
  });
});

describe("brotli with bad input", () => {
  it.each([
    ["nothing", new Uint8Array(0)],
    ["a reserved kind of window", Uint8Array.of(0x11)],
    ["the first byte", streams.words.subarray(0, 1)],
    ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
    ["padding other than 0", Uint8Array.of(0x06 + 0x80)],
    ["data after the end", joined(streams.words, Uint8Array.of(0))],
    ["two streams", joined(streams.words, streams.words)],
  ])("rejects %s", (_, bytes) => {
    expect(() => decompress(bytes)).toThrow(Error);
  });

  it("rejects all truncated data", () => {
    for (const stream of Object.values(streams)) {
      for (let end = 0; end < stream.byteLength; end++) {
        expect(() => decompress(stream.subarray(0, end))).toThrow(Error);
      }
    }
  });

  it("returns bytes or throws an Error if a bit was flipped", () => {
    for (const stream of Object.values(streams)) {
      for (let bit = 0; bit < stream.byteLength * 8; bit++) {
        const altered = stream.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        try {
          expect(decompress(altered, 2 ** 20)).toBeInstanceOf(Uint8Array);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(error).not.toBeInstanceOf(TypeError);
        }
      }
    }
  });

  it("returns bytes or throws an Error, whatever the input", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          expect(decompress(bytes, 2 ** 20)).toBeInstanceOf(Uint8Array);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(error).not.toBeInstanceOf(TypeError);
        }
      }),
    );
  });
});

describe("brotli's limit", () => {
  const tooLarge = expect.objectContaining({
    code: Code.ResourceExhausted,
    rawMessage: `message is larger than configured max ${2 ** 20}`,
  });

  it("is right about what a bomb is", () => {
    expect(zeroBomb(64).byteLength).toBeLessThan(1000);
    expect(decompress(zeroBomb(1)).every((byte) => byte === 0)).toBe(true);
    expect(decompress(zeroBomb(2)).byteLength).toBe(32 * 2 ** 20);
  });

  it.each([
    ["64 MiB", zeroBomb(4)],
    ["1 GiB", zeroBomb(64)],
    ["its own output", compress(new Uint8Array(64 * 2 ** 20), 1)],
  ])("rejects %s", (_, bytes) => {
    expect(() => decompress(bytes, 2 ** 20)).toThrow(tooLarge);
  });

  it("stops at the limit, rather than at the end", () => {
    const bytes = zeroBomb(64);
    bytes.fill(0xff, 100); // a decoder that continued would fail on that instead
    expect(() => decompress(bytes, 2 ** 20)).toThrow(tooLarge);
  });

  it.each([
    ["few bytes", json(10)],
    ["JSON", json(100_000)],
    ["noise", noise(100_000)],
    ["zeros", new Uint8Array(100_000)],
    ["words from the dictionary", words],
  ])("accepts %s of exactly the limit, and not a byte less", (_, bytes) => {
    const compressed = compress(bytes);
    expect(isSame(decompress(compressed, bytes.byteLength), bytes)).toBe(true);
    expect(() => decompress(compressed, bytes.byteLength - 1)).toThrow(
      expect.objectContaining({ code: Code.ResourceExhausted }),
    );
  });
});
