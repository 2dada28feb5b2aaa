import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteLog, headBytes } from "./byte-log.ts";
import { chunkPage } from "./chunk-page.ts";

/** Envelopes of these sizes, the last one an end frame. */
function bodyOf(sizes: readonly number[]): Uint8Array {
  const frames = sizes.map((size, index) => {
    const bytes = new Uint8Array(5 + size).fill(index % 251);
    bytes[0] = index === sizes.length - 1 ? 2 : 0;
    new DataView(bytes.buffer).setUint32(1, size);
    return bytes;
  });
  return Uint8Array.from(frames.flatMap((frame) => [...frame]));
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const sizes = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 });
const pieces = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 10 });

/** The body in pieces of these sizes, over and over. */
function* cut(body: Uint8Array, into: readonly number[]): Iterable<Uint8Array> {
  for (let start = 0, turn = 0; start < body.length; turn++) {
    const size = into[turn % into.length] as number;
    yield body.slice(start, start + size);
    start += size;
  }
}

describe("a ByteLog", () => {
  it("counts the messages of a body, however it is split, without the end frame", () => {
    fc.assert(
      fc.property(sizes, pieces, fc.integer({ min: 1, max: 5 }), (messages, into, often) => {
        const log = new ByteLog();
        let turn = 0;
        for (const piece of cut(bodyOf(messages), into)) {
          log.add(0, piece);
          if (turn++ % often === 0) {
            log.count();
          }
        }
        expect(log.count()).toMatchObject({ messages: messages.length - 1, hasEnd: true });
      }),
    );
  });

  it("returns everything it keeps, and says exactly what it does not, and where the next message starts", () => {
    const large = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 3, maxLength: 20 });
    const largePieces = fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 6 });
    const rooms = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(large, largePieces, rooms, fc.boolean(), fc.nat(), (messages, into, shortenings, all, start) => {
        const body = bodyOf(messages);
        const log = new ByteLog();
        let kept = 0;
        let turn = 0;
        for (const piece of cut(body, into)) {
          kept += log.add(0, piece);
          for (let again = 0; again < (shortenings[turn % shortenings.length] as number); again++) {
            kept -= log.shorten(all);
          }
          turn++;
        }
        const { head, tail } = log;
        expect(kept).toBe([...head, ...tail].reduce((sum, { size }) => sum + size + 96, 0));
        expect(log.count()).toMatchObject({ messages: messages.length - 1, hasEnd: true });
        expect(log.received).toBe(body.length);
        // Reads it in parts, from anywhere: each is where it claims to be.
        for (let from = start % (log.total + 1); from < log.total; ) {
          const part = chunkPage(log, from, 50_000);
          const bytes = part.chunks.flatMap(([, text]) => [...bytesOf(text)]);
          expect(bytes).toEqual([...body.subarray(part.offset, part.offset + bytes.length)]);
          expect(part.first).toBeGreaterThanOrEqual(from);
          expect(part.cut).toBe(log.cut.bytes > 0 && part.first === head.length + log.cut.chunks);
          if (part.first > from) {
            expect(part.cut).toBe(true);
          }
          if (part.cut && part.chunks.length > 0) {
            expect(boundaries(messages)).toContain(part.offset + part.carriedOver);
          }
          expect(part.next).toBe(part.first + part.chunks.length);
          from = Math.max(part.next, from + 1);
        }
        if (log.cut.bytes > 0) {
          expect(head.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(headBytes);
          expect(
            head.reduce((sum, { size }) => sum + size, log.cut.bytes) + tail.reduce((sum, { size }) => sum + size, 0),
          ).toBe(body.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("keeps the first 64 KiB and the newest chunk, whatever the limit", () => {
    const log = new ByteLog();
    for (let index = 0; index < 100; index++) {
      log.add(index, new Uint8Array(10_000).fill(index));
      log.shorten();
    }
    expect(log.head.reduce((sum, { size }) => sum + size, 0)).toBe(headBytes);
    expect(log.tail.map(({ at }) => at)).toEqual([99]);
    expect(log.cut).toEqual({ chunks: 92, bytes: 1_000_000 - headBytes - 10_000 });
  });

  it("keeps the start of a chunk that exceeds the limit", () => {
    const log = new ByteLog();
    log.add(0, new Uint8Array(1_000_000).fill(7));
    expect(log.shorten()).toBe(0);
    expect(log.shorten(true)).toBe(1_000_000 - headBytes);
    expect(chunkPage(log, 0, 1)).toMatchObject({ next: 1, total: 1, cut: false, chunks: [[0, expect.any(String)]] });
    expect(chunkPage(log, 1, 1)).toMatchObject({ first: 1, next: 1, total: 1, chunks: [] });
  });

  it("is unaffected when an application transfers a chunk's buffer", () => {
    const log = new ByteLog();
    const bytes = new Uint8Array(10);
    const kept = log.add(0, bytes) + log.add(0, new Uint8Array(5)) + log.add(0, new Uint8Array(5));
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    expect(log.count().messages).toBeLessThan(5);
    expect(chunkPage(log, 0, 100)).toMatchObject({ offset: 0, total: 3 });
    expect(kept).toBe(20 + 3 * 96);
  });
});

/** The offset in the body where an envelope starts, or the body ends. */
function boundaries(messages: readonly number[]): number[] {
  let position = 0;
  return [
    0,
    ...messages.map((size) => {
      position += 5 + size;
      return position;
    }),
  ];
}
