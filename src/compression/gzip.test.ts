import fc from "fast-check";
import { zlibSync } from "fflate";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Code } from "../core/code.ts";
import { leanGzip } from "./gzip/lean.ts";
import { gzip } from "./gzip.ts";

const unlimited = 2 ** 31 - 1;
const sizes = [
  ["a small payload", 1000],
  ["a payload at the border of small and large", 16 * 1024],
  ["a large payload", 100_000],
] as const;

/** Bytes that do not compress well, so that large ones stay large; the same every time. */
function noise(size: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length: size }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state >>> 16;
  });
}

/** The platform's compression of the bytes. */
async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array): Promise<Uint8Array> {
  const body = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(body).arrayBuffer());
}

function concat(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Returns the error, whether it is thrown synchronously or later. */
async function refusal(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("gzip", () => {
  it("is named as in content encodings", () => {
    expect(gzip().name).toBe("gzip");
  });

  it("round-trips any bytes, at every level", async () => {
    const level = fc.constantFrom(undefined, 0, 1, 6, 9);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), level, async (bytes, chosen) => {
        const { compress, decompress } = gzip(chosen === undefined ? {} : { level: chosen as 0 });
        expect(await decompress(await compress(bytes), unlimited)).toEqual(bytes);
      }),
    );
  });

  it.each(sizes)("round-trips %s, with and without a level", async (_, size) => {
    const bytes = noise(size);
    for (const { compress, decompress } of [gzip(), gzip({ level: 9 })]) {
      expect(await decompress(await compress(bytes), unlimited)).toEqual(bytes);
    }
  });

  it("is synchronous for small payloads, as synchronous clients require", () => {
    const bytes = noise(1000);
    const compressed = gzip().compress(bytes);
    expect(compressed).toBeInstanceOf(Uint8Array);
    expect(gzip().decompress(compressed as Uint8Array, unlimited)).toBeInstanceOf(Uint8Array);
  });

  it("is synchronous for large payloads too if it has a level", () => {
    expect(gzip({ level: 1 }).compress(noise(100_000))).toBeInstanceOf(Uint8Array);
  });

  it("starts with the magic bytes that clients check", async () => {
    for (const size of [0, 1000, 100_000]) {
      const compressed = await gzip().compress(noise(size));
      expect([...compressed.subarray(0, 2)]).toEqual(gzip().magic);
    }
  });

  it.each([
    ["of its own", gzip()],
    ["at a level", gzip({ level: 9 })],
    ["stored", gzip({ level: 0 })],
    ["lean", leanGzip()],
  ])("compresses to the same bytes at any time, %s", async (_, { compress }) => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    for (const size of [10, 100_000]) {
      vi.setSystemTime("2001-02-03T04:05:06Z");
      const before = await compress(noise(size));
      vi.setSystemTime("2031-02-03T04:05:06Z");
      expect(await compress(noise(size))).toEqual(before);
    }
  });

  it("leaves its input unchanged", async () => {
    const bytes = noise(1000);
    const compressed = await gzip().compress(bytes);
    const before = compressed.slice();
    await gzip().decompress(compressed, unlimited);
    expect([bytes, compressed]).toEqual([noise(1000), before]);
  });

  it.each(sizes)("decompresses the platform's compression of %s, and vice versa", async (_, size) => {
    const bytes = noise(size);
    const theirs = await through(new CompressionStream("gzip"), bytes);
    expect(await gzip().decompress(theirs, unlimited)).toEqual(bytes);
    for (const compression of [gzip(), gzip({ level: 1 })]) {
      const ours = await compression.compress(bytes);
      expect(await through(new DecompressionStream("gzip"), ours)).toEqual(bytes);
    }
  });

  it.each(sizes)("decompresses multiple members of %s", async (_, size) => {
    const [one, two] = [noise(size), noise(size).reverse()];
    const members = [await gzip().compress(one), await gzip().compress(two)];
    expect(await gzip().decompress(concat(...members), unlimited)).toEqual(concat(one, two));
  });

  it("decompresses a view, not the array around it", async () => {
    const bytes = noise(100);
    const compressed = await gzip().compress(bytes);
    const chunk = concat(noise(50), compressed, noise(50));
    expect(await gzip().decompress(chunk.subarray(50, 50 + compressed.byteLength), unlimited)).toEqual(bytes);
  });
});

describe.each(sizes)("gzip with bad input of %s", (_, size) => {
  const whole = gzip({ level: 0 }).compress(noise(size)) as Uint8Array;
  const damaged = (position: number) => {
    const bytes = whole.slice();
    bytes[position] = (bytes[position] as number) ^ 0xff;
    return bytes;
  };

  it.each([
    ["only a header", () => whole.subarray(0, 10)],
    ["half of the data", () => whole.subarray(0, size / 2)],
    ["all of the data, but half of the trailer", () => whole.subarray(0, -4)],
    ["all of the data, but no trailer", () => whole.subarray(0, -8)],
    ["another format", () => zlibSync(noise(size))],
    ["data that is not gzip", () => noise(size)],
    ["a damaged block header", () => damaged(11)],
    ["modified data", () => damaged(500)],
    ["a modified checksum", () => damaged(whole.byteLength - 6)],
  ])("rejects %s", async (_kind, bytes) => {
    expect(await refusal(() => gzip().decompress(bytes(), unlimited))).toBeInstanceOf(Error);
  });
});

describe("gzip's limit", () => {
  const zeros = (mebibytes: number) => gzip({ level: 9 }).compress(new Uint8Array(mebibytes * 2 ** 20)) as Uint8Array;

  it.each([
    ["8 MiB in a few KiB, decompressed synchronously", 8, (size: number) => size <= 16 * 1024],
    ["64 MiB in 64 KiB", 64, (size: number) => size > 16 * 1024],
  ])("rejects a bomb: %s", async (_, mebibytes, isAsMeant) => {
    const bomb = zeros(mebibytes);
    expect(isAsMeant(bomb.byteLength)).toBe(true);
    expect(await refusal(() => gzip().decompress(bomb, 2 ** 20))).toMatchObject({
      code: Code.ResourceExhausted,
      rawMessage: `message is larger than configured max ${2 ** 20}`,
    });
  });

  it("stops soon after the limit, rather than at the end", () => {
    // The data after the first part is damaged: a decoder that continued would fail on that instead.
    const bomb = zeros(8);
    bomb.fill(0xff, bomb.byteLength / 2);
    expect(() => gzip().decompress(bomb, 2 ** 20)).toThrow(expect.objectContaining({ code: Code.ResourceExhausted }));
  });

  it.each(sizes)("accepts %s of exactly the limit, and not a byte less", async (_, size) => {
    const compressed = await gzip().compress(noise(size));
    expect((await gzip().decompress(compressed, size)).byteLength).toBe(size);
    expect(await refusal(() => gzip().decompress(compressed, size - 1))).toMatchObject({
      code: Code.ResourceExhausted,
    });
  });
});
