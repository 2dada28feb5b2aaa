import { describe, expect, it, vi } from "vitest";
import { Code } from "../core/code.ts";
import { type Envelope, encodeEnvelopes } from "./envelope.ts";
import { EnvelopeReader } from "./envelope-reader.ts";
import { largestMessageBytes } from "./message-limit.ts";

const header = (length: number, flags = 0) =>
  Uint8Array.of(flags, length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255);

const newReader = (maxBytes = largestMessageBytes) => new EnvelopeReader(maxBytes);

/** Pushes the bytes in pieces of this size. */
function pushInPieces(reader: EnvelopeReader, bytes: Uint8Array, size: number): Envelope[] {
  const envelopes: Envelope[] = [];
  for (let start = 0; start < bytes.byteLength; start += size) {
    envelopes.push(...reader.push(bytes.subarray(start, start + size)));
  }
  return envelopes;
}

/** Records the sizes of all arrays that are created while `work` runs. */
function allocations(work: () => void): number[] {
  const sizes: number[] = [];
  const Original = Uint8Array;
  class Counted extends Original {
    constructor(...args: [number]) {
      super(...args);
      sizes.push(this.byteLength);
    }
  }
  vi.stubGlobal("Uint8Array", Counted);
  try {
    work();
  } finally {
    vi.unstubAllGlobals();
  }
  return sizes;
}

describe("EnvelopeReader", () => {
  it("returns each envelope as soon as its last byte arrives", () => {
    const reader = newReader();
    const [first, last] = [header(2).subarray(0, 3), Uint8Array.of(0, 2, 7)];
    expect(reader.push(first)).toEqual([]);
    expect(reader.push(last)).toEqual([]);
    expect(reader.push(Uint8Array.of(8, ...header(0, 2)))).toEqual([
      { flags: 0, payload: Uint8Array.of(7, 8) },
      { flags: 2, payload: new Uint8Array(0) },
    ]);
    reader.finish();
    expect(reader.failure).toBeUndefined();
  });

  it("returns a payload within one chunk as a view of that chunk", () => {
    const chunk = encodeEnvelopes({ flags: 0, payload: Uint8Array.of(1) }, { flags: 0, payload: new Uint8Array(9) });
    const [small, large] = newReader().push(chunk);
    expect(small?.payload.buffer).toBe(chunk.buffer);
    expect(large?.payload.buffer).toBe(chunk.buffer);
    expect(large?.payload.byteOffset).toBe(11);
  });

  it("returns a payload as a view even if its header arrived in pieces", () => {
    const reader = newReader();
    const chunk = new Uint8Array(8);
    reader.push(header(8).subarray(0, 2));
    reader.push(header(8).subarray(2));
    expect(reader.push(chunk)[0]?.payload.buffer).toBe(chunk.buffer);
  });

  it("never lets two payloads that arrived in pieces share memory", () => {
    const messages = [1, 2, 3].map((fill) => ({ flags: 0, payload: new Uint8Array(100).fill(fill) }));
    const envelopes = pushInPieces(newReader(), encodeEnvelopes(...messages), 7);
    expect(new Set(envelopes.map(({ payload }) => payload.buffer)).size).toBe(3);
    expect(envelopes).toEqual(messages);
  });

  it("does not keep the chunks of a payload", () => {
    const reader = newReader();
    const bytes = encodeEnvelopes({ flags: 0, payload: Uint8Array.of(1, 2, 3, 4) });
    const first = bytes.slice(0, 7);
    reader.push(first);
    first.fill(9);
    expect(reader.push(bytes.subarray(7))[0]?.payload).toEqual(Uint8Array.of(1, 2, 3, 4));
  });
});

describe("EnvelopeReader's limit", () => {
  it.each([
    ["2 GiB", 2 ** 31, largestMessageBytes],
    ["4 GiB", 2 ** 32 - 1, largestMessageBytes],
    ["2 GiB, with a small limit", 2 ** 31 - 1, 1024],
    ["one byte too many", 1025, 1024],
  ])("rejects a header that declares %s, without allocating", (_, declared, maxBytes) => {
    const reader = newReader(maxBytes);
    const bytes = header(declared);
    expect(allocations(() => expect(reader.push(bytes)).toEqual([]))).toEqual([]);
    expect(reader.failure).toMatchObject({
      code: Code.ResourceExhausted,
      rawMessage: `message is larger than configured max ${maxBytes}`,
    });
  });

  it("initially allocates 64 KiB for a payload of the largest declared size", () => {
    const reader = newReader();
    const chunk = Uint8Array.of(...header(largestMessageBytes), 1);
    const sizes = allocations(() => reader.push(chunk));
    expect(reader.failure).toBeUndefined();
    expect(Math.max(...sizes)).toBe(64 * 1024);
  });

  it("allocates no more than declared", () => {
    const chunk = Uint8Array.of(...header(100), 1);
    const reader = newReader();
    expect(Math.max(...allocations(() => reader.push(chunk)))).toBe(100);
  });

  it.each([2, 16])("allocates at most %d times what has arrived, and copies each byte only a few times", (growth) => {
    const reader = new EnvelopeReader(largestMessageBytes, { growth });
    const pieces = 1024;
    const piece = new Uint8Array(1024);
    reader.push(header(2 ** 30));
    const sizes = allocations(() => {
      for (let count = 0; count < pieces; count++) {
        reader.push(piece);
      }
    }).filter((size) => size > piece.byteLength);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(growth * pieces * piece.byteLength);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(2 * growth * pieces * piece.byteLength);
  });

  it("accepts a message of exactly the limit", () => {
    const reader = newReader(4);
    expect(reader.push(encodeEnvelopes({ flags: 0, payload: new Uint8Array(4) }))).toHaveLength(1);
    expect(reader.failure).toBeUndefined();
  });

  it("still returns the envelopes before a bad header, and ignores what follows it", () => {
    const reader = newReader(1024);
    const good = encodeEnvelopes({ flags: 0, payload: Uint8Array.of(7) });
    const envelopes = reader.push(Uint8Array.of(...good, ...header(2 ** 31), ...good));
    expect(envelopes).toEqual([{ flags: 0, payload: Uint8Array.of(7) }]);
    const { failure } = reader;
    expect(failure).toMatchObject({ code: Code.ResourceExhausted });
    expect(reader.push(good)).toEqual([]);
    reader.finish();
    expect(reader.failure).toBe(failure);
  });

  it("rejects a bad header that arrives in pieces", () => {
    const reader = newReader(1024);
    expect(pushInPieces(reader, header(1025), 1)).toEqual([]);
    expect(reader.failure).toMatchObject({ code: Code.ResourceExhausted });
  });
});

describe("EnvelopeReader.finish", () => {
  it.each([
    ["no bytes at all", new Uint8Array(0)],
    ["a whole envelope", header(0)],
  ])("accepts %s", (_, bytes) => {
    const reader = newReader();
    reader.push(bytes);
    reader.finish();
    expect(reader.failure).toBeUndefined();
  });

  it.each([
    ["within a header", Uint8Array.of(0, 0), "2 of the 5 bytes of an envelope header"],
    ["before a payload", header(9), "0 of the 9 bytes of a message"],
    ["within a payload", Uint8Array.of(...header(9), 1, 2), "2 of the 9 bytes of a message"],
    ["within a second header", Uint8Array.of(...header(0), 1), "1 of the 5 bytes of an envelope header"],
  ])("fails for an end %s", (_, bytes, what) => {
    const reader = newReader();
    reader.push(bytes);
    expect(reader.failure).toBeUndefined();
    reader.finish();
    expect(reader.failure).toMatchObject({ code: Code.Internal, rawMessage: expect.stringContaining(what) });
    expect(reader.push(new Uint8Array(9))).toEqual([]);
  });

  it("offers memory for a payload of which much is missing, and only then", () => {
    const reader = new EnvelopeReader(largestMessageBytes);
    expect(reader.room).toBeUndefined();
    const payload = new Uint8Array(200_000).fill(7);
    const bytes = encodeEnvelopes({ flags: 1, payload });
    reader.push(bytes.subarray(0, 3));
    expect(reader.room).toBeUndefined();
    reader.push(bytes.subarray(3, 105));
    let filled = 100;
    const rooms: number[] = [];
    let read: Envelope[] = [];
    for (let { room } = reader; room; { room } = reader) {
      rooms.push(room.byteLength);
      filled += room.byteLength;
      read = reader.pushRoom(room.fill(7));
    }
    expect(rooms.length).toBeGreaterThan(1); // memory grows with what arrives
    read.push(...reader.push(bytes.subarray(5 + filled)));
    expect(read.map((envelope) => [envelope.flags, envelope.payload.join()])).toEqual([[1, payload.join()]]);
    expect(reader.room).toBeUndefined();
  });
});
