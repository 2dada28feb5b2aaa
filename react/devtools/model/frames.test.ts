/** Frames are found in chunks of any size. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { FrameReader } from "./frames.ts";

function envelope(flags: number, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(5 + payload.byteLength);
  bytes[0] = flags;
  new DataView(bytes.buffer).setUint32(1, payload.byteLength);
  bytes.set(payload, 5);
  return bytes;
}

const anyFrame = fc.record({
  flags: fc.constantFrom(0, 1, 2, 3, 128, 129),
  payload: fc.uint8Array({ maxLength: 40 }),
});

test("the same frames come out of any chunks", () => {
  fc.assert(
    fc.property(fc.array(anyFrame, { maxLength: 8 }), fc.array(fc.nat(30)), (frames, cuts) => {
      const body = new Uint8Array(frames.flatMap(({ flags, payload }) => [...envelope(flags, payload)]));
      const reader = new FrameReader();
      let at = 0;
      for (const size of [...cuts, body.byteLength]) {
        reader.push({ at, bytes: body.slice(at, at + size) });
        at = Math.min(at + size, body.byteLength);
      }
      expect(reader.frames.map(({ bytes }) => [...bytes])).toEqual(frames.map(({ payload }) => [...payload]));
      expect(reader.frames.map(({ isCompressed }) => isCompressed)).toEqual(frames.map(({ flags }) => flags % 2 === 1));
      expect(reader.rest()).toBeUndefined();
    }),
  );
});

test("no byte is lost, whatever the input", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 30 })), (chunks) => {
      const reader = new FrameReader();
      for (const bytes of chunks) {
        reader.push({ at: 0, bytes });
      }
      const shown = [...reader.frames, ...(reader.rest() ? [reader.rest()] : [])];
      const total = shown.reduce((sum, frame) => sum + (frame?.wireBytes ?? 0), 0);
      expect(total).toBe(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
    }),
  );
});

test("the end of a stream is distinguished from its messages, and an incomplete frame is shown as such", () => {
  const reader = new FrameReader();
  reader.push({ at: 1, bytes: envelope(0, new Uint8Array([8, 1])) });
  reader.push({ at: 2, bytes: envelope(2, new TextEncoder().encode("{}")) });
  reader.push({ at: 3, bytes: new Uint8Array([0, 0, 0, 0, 9, 1, 2]) });
  expect(reader.frames.map(({ kind }) => kind)).toEqual(["message", "end"]);
  expect(reader.rest()).toMatchObject({ kind: "rest", wireBytes: 7 });
});

test("after bytes that the page did not keep, frames are found again where the page says", () => {
  const reader = new FrameReader();
  reader.push({ at: 1, bytes: envelope(0, new Uint8Array([8, 1])) });
  reader.cut(1000, 3, 2);
  reader.push({ at: 2, bytes: new Uint8Array([7, 7]) });
  reader.push({ at: 3, bytes: new Uint8Array([7, ...envelope(0, new Uint8Array([8, 2]))]) });
  expect(reader.frames.map(({ kind, wireBytes }) => [kind, wireBytes])).toEqual([
    ["message", 7],
    ["cut", 1000],
    ["rest", 2],
    ["rest", 1],
    ["message", 7],
  ]);
});
