import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Envelope, encodeEnvelopes } from "./envelope.ts";
import { EnvelopeReader } from "./envelope-reader.ts";
import { largestMessageBytes } from "./message-limit.ts";

const flags = fc.integer({ min: 0, max: 255 });
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 20 }),
  fc.tuple(fc.integer({ max: 8192, min: 0 }), fc.nat(255)).map(([size, fill]) => new Uint8Array(size).fill(fill)),
);
const envelopes = fc.array(fc.record({ flags, payload }), { maxLength: 12 });

/** Where to split, in thousandths; the same position twice creates an empty chunk. */
const cuts = fc.array(fc.nat(1000), { maxLength: 30 });

/** Starts with small numbers, so that headers of a few bytes are as likely as huge ones. */
const garbage = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.constant(Uint8Array.of(0, 0, 0, 0, 3)),
    fc.constant(new Uint8Array(5000)),
  ),
  { maxLength: 20 },
);

function cut(bytes: Uint8Array, places: number[]): Uint8Array[] {
  const offsets = places.map((place) => Math.round((place / 1000) * bytes.byteLength)).sort((a, b) => a - b);
  return [...offsets, bytes.byteLength].map((end, index) => bytes.slice(offsets[index - 1] ?? 0, end));
}

/** Reads into memory as engines do: it moves to another buffer, and may be filled in part. */
function readInto(room: Uint8Array<ArrayBuffer>, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { byteOffset, buffer } = room;
  const moved = structuredClone(buffer, { transfer: [buffer] });
  const filled = new Uint8Array(moved, byteOffset, bytes.byteLength);
  filled.set(bytes);
  return filled;
}

/** As strings, which `toEqual` compares many times as fast as bytes. */
const plain = (list: readonly Envelope[]) => list.map((envelope) => `${envelope.flags}:${envelope.payload.join()}`);

describe("EnvelopeReader", () => {
  it("returns the encoded envelopes, wherever their bytes are split", () => {
    fc.assert(
      fc.property(envelopes, cuts, (original, places) => {
        const reader = new EnvelopeReader(largestMessageBytes);
        const read = cut(encodeEnvelopes(...original), places).flatMap((chunk) => reader.push(chunk));
        reader.finish();
        expect(reader.failure).toBeUndefined();
        expect(plain(read)).toEqual(plain(original));
      }),
      { numRuns: 300 },
    );
  });

  it("returns the encoded envelopes, whichever parts of large ones are read straight into their memory", () => {
    const size = fc.oneof(
      fc.nat(100),
      fc.integer({ min: 60_000, max: 70_000 }),
      fc.integer({ min: 65_541, max: 300_000 }),
    );
    const large = fc.array(fc.record({ flags, payload: fc.tuple(size, fc.nat(255)) }), { maxLength: 4 });
    const reads = fc.infiniteStream(fc.record({ size: fc.integer({ min: 1, max: 150_000 }), isInRoom: fc.boolean() }));
    fc.assert(
      fc.property(large, reads, fc.constantFrom(2, 3, 16), (sizes, steps, growth) => {
        const original = sizes.map(({ flags, payload: [size, fill] }) => {
          const payload = new Uint8Array(size).fill(fill);
          payload[size - 1] = 1;
          return { flags, payload };
        });
        const bytes = encodeEnvelopes(...original);
        const reader = new EnvelopeReader(largestMessageBytes, { growth });
        const read: Envelope[] = [];
        for (let at = 0; at < bytes.byteLength; ) {
          const { value: step } = steps.next();
          const { room } = reader;
          const chunk = bytes.slice(at, at + Math.min(step.size, (step.isInRoom && room?.byteLength) || Infinity));
          if (room && step.isInRoom) {
            read.push(...reader.pushRoom(readInto(room, chunk)));
          } else {
            read.push(...reader.push(chunk));
          }
          expect(room?.buffer.byteLength ?? 0).toBeLessThanOrEqual(growth * at + 128 * 1024);
          at += chunk.byteLength;
        }
        reader.finish();
        expect(reader.failure).toBeUndefined();
        expect(read.map(({ payload }) => payload.byteLength)).toEqual(
          original.map(({ payload }) => payload.byteLength),
        );
        expect(encodeEnvelopes(...read).join()).toBe(bytes.join());
      }),
      { numRuns: 40 },
    );
  });

  it("returns the encoded envelopes, byte by byte", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ flags, payload: fc.uint8Array({ maxLength: 20 }) })), (original) => {
        const reader = new EnvelopeReader(largestMessageBytes);
        const read = [...encodeEnvelopes(...original)].flatMap((byte) => reader.push(Uint8Array.of(byte)));
        expect(plain(read)).toEqual(plain(original));
      }),
    );
  });

  it("returns complete envelopes, then fails, when the bytes end anywhere", () => {
    fc.assert(
      fc.property(envelopes, cuts, fc.double({ min: 0, max: 1, noNaN: true }), (original, places, share) => {
        const whole = encodeEnvelopes(...original);
        const bytes = whole.subarray(0, Math.floor(share * whole.byteLength));
        const reader = new EnvelopeReader(largestMessageBytes);
        const read = cut(bytes, places).flatMap((chunk) => reader.push(chunk));
        reader.finish();
        const consumed = encodeEnvelopes(...read).byteLength;
        expect(plain(read)).toEqual(plain(original.slice(0, read.length)));
        expect(reader.failure !== undefined).toBe(consumed < bytes.byteLength);
      }),
    );
  });

  it("never throws, hangs or uses more memory than its growth allows, whatever is pushed", () => {
    fc.assert(
      fc.property(
        garbage,
        fc.constantFrom(16, 4096, largestMessageBytes),
        fc.constantFrom(2, 3, 16),
        (chunks, maxBytes, growth) => {
          const reader = new EnvelopeReader(maxBytes, { growth });
          let pushed = 0;
          const excesses: Envelope[] = [];
          for (const chunk of chunks) {
            pushed += chunk.byteLength;
            const allowed = Math.max(64 * 1024, growth * pushed);
            const isExcess = ({ payload: { byteLength, buffer } }: Envelope) =>
              byteLength > maxBytes || buffer.byteLength > allowed;
            excesses.push(...reader.push(chunk).filter(isExcess));
          }
          expect(excesses).toEqual([]);
          reader.finish();
          expect(reader.push(new Uint8Array(5)).length).toBe(reader.failure ? 0 : 1);
        },
      ),
      { numRuns: 500 },
    );
  });
});
