import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyBytes, fromHex, isSame, json, noise } from "../../e2e/sample-bytes.ts";
import { Code } from "../core/code.ts";
import { concatBytes } from "../wire/concat-bytes.ts";
import { zstd } from "./zstd.ts";

const unlimited = 2 ** 31 - 1;

const joined = (...parts: Uint8Array[]) => concatBytes(parts);

/** Small payloads are processed synchronously. */
const compress = (bytes: Uint8Array, level = 3) => zstd({ level }).compress(bytes) as Uint8Array;
const decompress = (bytes: Uint8Array, maxBytes = unlimited) => zstd().decompress(bytes, maxBytes) as Uint8Array;

/** The output of Debian's zstd 1.5 for these lines, and for others. */
const lines = new TextEncoder().encode(
  Array.from({ length: 40 }, (_, i) => `{"id":${i * 7919},"name":"user ${i}"}\n`).join(""),
);
const frames = {
  withoutSize: fromHex(
    "28b52ffd0058b50700120f2318802969033a14ba1c6633036b6d91ddbd539a391091142a1dc461dcc58cbf8ffcc9df8d63a7" +
      "56f9e223df2ff9948f6f32e27be86cbf6abbf6da6743bbaece439e5f5b2d559f89ea92705a194b6b92b72c726b656dc9d856" +
      "ce6ccd39b6acbcdeb5dc32cf4ff5cb0c49a764e6e6848afad7d46dbb4d7bbd220e830503c301c228868120a06000b0180203" +
      "232150a86178a1e4fb6f60a3947c10122244d644e503e1f03a8825790f1edb87096eeaa2a4c6e15a102b613936db251ea7f6" +
      "6ee28087b4e96a028d9d51326a8cc3c82fc645b728167fc554e41483c2354e58312925b375bfbd41a953a575d5170f10e37f" +
      "f830bea30a",
  ),
  withChecksum: fromHex(
    "28b52ffd64bc039d0700a28f2418802969033a14ba1c6633036b6d91ddbd539a391091142a1dc461dcc58cbf8ffcc9df8d63" +
      "a756f9e223df2ff9948f6f32e25f87cefcaaebb597e46ce899ba121af25eafcd564bf5ce4434ed7625e198652c5593bc6591" +
      "5b2b6b4bc6b672666bceb165e5f5aee596797eaa5f66483a2533372754d4bfa66edb6ddaeb1571182c18180e1046310c0401" +
      "050380c510181809014fa831782390bafd3380a3946e10100111226ba2f201e1309d8668ec41cd699bd308b8c9891325be23" +
      "d2c49619e5040770ca2790980d13bf3c2eb1e56269579e4a98f2a0b06d272d98bc25898a5fce27c6d72e7e5df78030f3d187" +
      "f18d55be0dc0fe",
  ),
  best: fromHex(
    "28b52ffd0488850700a6112914a05b1b754c123fa1aaf7b27bd34e09faae3815032a0020001f00d6db54f6fc347ccd7fbfa1" +
      "22daf5726bb693c72bc0432081c581d1101004874441211808416040081c01347263e79da24b63e24851cf5b1987442634e7" +
      "2a2cadf2234f584639deb1ca0a72e5e96aad8bad9a6652e7ecd2f7757553bac8b965d65a63a7d8bb1249e5c88087e0cc3113" +
      "737b222e5bc4471e93db7d62d598a64776d5a4da647cfa6c3ee24ea811a06001c2d73f03c055b21c101421b3423f71fe2e06" +
      "6c4faf0d6bde7c9864ee796a42789cb53d1c7c9eae31506c614a2aaa864d4b02c8b9a362c569f2e1331017f109b26340aabe" +
      "0dc0fe",
  ),
  empty: fromHex("28b52ffd240001000099e9d851"),
  zeros: fromHex("28b52ffda4e09304005400001000000100fbff39c00202001000039f04002d28de26"),
};
const skippable = Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);

describe("zstd", () => {
  it("is named as in content encodings", () => {
    expect(zstd().name).toBe("zstd");
  });

  it("round-trips any bytes, at every level", () => {
    fc.assert(
      fc.property(anyBytes, fc.integer({ min: 1, max: 22 }), (bytes, level) => {
        expect(decompress(compress(bytes, level))).toEqual(bytes);
      }),
    );
  });

  it.each([
    ["noise", noise],
    ["JSON", json],
    ["zeros", (size: number) => new Uint8Array(size)],
    ["half of all bytes, in noise", (size: number) => noise(size).map((byte) => byte & 127)],
    ["few bytes, in noise", (size: number) => noise(size).map((byte) => byte & (byte >> 3) & 15)],
  ])("round-trips %s at critical sizes", (_, make) => {
    for (const size of [0, 1, 2, 31, 32, 33, 255, 256, 257, 1023, 1024, 4096, 65_791, 65_792, 131_072, 131_073]) {
      const bytes = make(size);
      expect(isSame(decompress(compress(bytes, 1)), bytes)).toBe(true);
    }
  });

  it("round-trips more than a window", () => {
    const bytes = joined(noise(500_000), json(2_000_000), noise(500_000));
    expect(isSame(decompress(compress(bytes)), bytes)).toBe(true);
  });

  it("produces less with a higher level", () => {
    const bytes = json(100_000);
    const sizes = [1, 3, 5, 7, 9, 22].map((level) => compress(bytes, level).byteLength);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes[0]).toBeLessThan(40_000);
    expect(sizes.at(-1)).toBeLessThan((sizes[0] as number) * 0.85);
  });

  it("has level 3 by default", () => {
    const bytes = json(10_000);
    expect(zstd().compress(bytes)).toEqual(compress(bytes, 3));
  });

  it.each([0, 23, -1, Number.NaN, Infinity])("rejects the level %s", (level) => {
    expect(() => zstd({ level })).toThrow(expect.objectContaining({ code: Code.InvalidArgument }));
  });

  it("starts with the magic bytes that clients check", () => {
    expect([...compress(new Uint8Array(0)).subarray(0, 4)]).toEqual(zstd().magic);
    expect([...compress(json(1000)).subarray(0, 4)]).toEqual(zstd().magic);
  });

  it("leaves its input unchanged, and reads a view but not the array around it", () => {
    const bytes = json(1000);
    const compressed = compress(bytes);
    const around = joined(noise(50), compressed, noise(50));
    expect(decompress(around.subarray(50, 50 + compressed.byteLength))).toEqual(bytes);
    expect([bytes, around.subarray(50, -50)]).toEqual([json(1000), compressed]);
  });
});

describe("zstd's frames", () => {
  it.each([
    ["without a content size", frames.withoutSize, lines],
    ["with a size and a checksum", frames.withChecksum, lines],
    ["of the highest level", frames.best, lines],
    ["of nothing", frames.empty, new Uint8Array(0)],
    ["of zeros", frames.zeros, new Uint8Array(300_000)],
    ["one after another", joined(frames.withoutSize, frames.withChecksum, frames.best), joined(lines, lines, lines)],
    ["after a skippable one", joined(skippable, frames.best), lines],
    ["before a skippable one", joined(frames.best, skippable), lines],
    ["all of which are skippable", skippable, new Uint8Array(0)],
  ])("are decoded: %s", (_, bytes, content) => {
    expect(isSame(decompress(bytes), content)).toBe(true);
  });
});

describe("zstd with bad input", () => {
  const { withChecksum, withoutSize } = frames;
  const altered = (bytes: Uint8Array, position: number, change = 0xff) =>
    bytes.map((byte, i) => (i === position ? byte ^ change : byte));

  it.each([
    ["nothing", new Uint8Array(0)],
    ["data that is not zstd", noise(100)],
    ["three bytes", withChecksum.subarray(0, 3)],
    ["only the magic number", withChecksum.subarray(0, 4)],
    ["a dictionary", Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x21, 5, 0, 1, 0, 0)],
    ["a reserved feature", altered(withChecksum, 4, 8)],
    ["a reserved kind of block", Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 1, 0x0f, 0, 0, 1)],
    ["a block above 128 KiB", Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, 0x03, 0, 0x20, 7)],
    ["a size that is too small", altered(withChecksum, 5, 1)],
    ["a modified checksum", altered(withChecksum, withChecksum.byteLength - 1)],
    ["a modified table", altered(withoutSize, 12)],
    ["half a skippable frame", skippable.subarray(0, 9)],
    ["data after the end", joined(withChecksum, Uint8Array.of(0))],
  ])("rejects %s", (_, bytes) => {
    expect(() => decompress(bytes)).toThrow(Error);
  });

  it("rejects all truncated data", () => {
    for (let end = 0; end < withChecksum.byteLength; end++) {
      expect(() => decompress(withChecksum.subarray(0, end))).toThrow(Error);
    }
  });

  it("detects every flipped bit, if there is a checksum", () => {
    for (let bit = 0; bit < withChecksum.byteLength * 8; bit++) {
      const bytes = altered(withChecksum, bit >> 3, 1 << (bit & 7));
      let content: Uint8Array | undefined;
      try {
        content = decompress(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
      if (content && (bytes[4] as number) & 4) {
        expect(content).toEqual(lines);
      }
    }
  });

  it("returns bytes or throws an Error, whatever the input", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const frame = joined(Uint8Array.from(zstd().magic ?? []), bytes);
        try {
          expect(decompress(frame, 2 ** 20)).toBeInstanceOf(Uint8Array);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});

describe("zstd's limit", () => {
  /** Blocks of four bytes that decompress to 128 KiB of zeros each. */
  const bomb = (mebibytes: number, header: number[]) => {
    const blocks = Array.from({ length: mebibytes * 8 }, (_, i) => [i === mebibytes * 8 - 1 ? 3 : 2, 0, 0x10, 0]);
    return Uint8Array.from([...(zstd().magic ?? []), ...header, ...blocks.flat()]);
  };
  const tooLarge = expect.objectContaining({
    code: Code.ResourceExhausted,
    rawMessage: `message is larger than configured max ${2 ** 20}`,
  });

  it("is right about what a bomb is", () => {
    expect(isSame(decompress(bomb(4, [0, 0x58])), new Uint8Array(4 * 2 ** 20))).toBe(true);
  });

  it.each([
    ["64 MiB, of undeclared size", bomb(64, [0, 0x58])],
    ["1 GiB, of undeclared size", bomb(1024, [0, 0x58])],
    ["1 GiB, of declared size", bomb(1024, [0x80, 0x58, 0, 0, 0, 0x40])],
    ["64 MiB, of a falsely declared size", bomb(64, [0x80, 0x58, 1, 0, 0, 0])],
    ["a window of 3.75 TiB", bomb(64, [0, 0xff])],
    [
      "not a bomb, but a size beyond all numbers",
      bomb(1, [0xc0, 0x58, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    ],
    ["many frames of 1 MiB", joined(...Array.from({ length: 64 }, () => bomb(1, [0, 0x58])))],
    ["its own output", compress(new Uint8Array(64 * 2 ** 20))],
  ])("rejects %s", (_, bytes) => {
    expect(() => decompress(bytes, 2 ** 20)).toThrow(tooLarge);
  });

  it("stops at the limit, rather than at the end", () => {
    const bytes = bomb(64, [0, 0x58]);
    bytes.fill(0xff, 6 + 4 * 16); // a decoder that continued after the second MiB would fail on that instead
    expect(() => decompress(bytes, 2 ** 20)).toThrow(tooLarge);
  });

  it.each([
    ["few bytes", json(10)],
    ["JSON", json(100_000)],
    ["noise", noise(100_000)],
    ["zeros", new Uint8Array(100_000)],
  ])("accepts %s of exactly the limit, and not a byte less", (_, bytes) => {
    const compressed = compress(bytes);
    expect(isSame(decompress(compressed, bytes.byteLength), bytes)).toBe(true);
    expect(() => decompress(compressed, bytes.byteLength - 1)).toThrow(
      expect.objectContaining({ code: Code.ResourceExhausted }),
    );
  });
});
