import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { AnySchema } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeStatus, encodeStatus, type Status } from "./status.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const field = (number: number, bytes: Uint8Array) => [(number << 3) | 2, bytes.byteLength, ...bytes];

const detail = fc.record({ type: fc.stringMatching(/^[a-z][a-z.]{0,9}$/), value: fc.uint8Array({ maxLength: 200 }) });
const status: fc.Arbitrary<Status> = fc.record({
  code: fc.oneof(fc.integer({ min: 0, max: 16 }), fc.nat()),
  message: fc.string({ unit: "binary", maxLength: 150 }),
  details: fc.array(detail, { maxLength: 4 }),
});

describe("google.rpc.Status", () => {
  it("is encoded as protobuf encodes it", () => {
    const value = Uint8Array.of(8, 1);
    const any = field(3, toBinary(AnySchema, create(AnySchema, { typeUrl: "type.googleapis.com/acme.v1.Hat", value })));
    const bytes = encodeStatus({ code: 5, message: "Grüße", details: [{ type: "acme.v1.Hat", value }] });
    expect([...bytes]).toEqual([0x08, 5, ...field(2, utf8("Grüße")), ...any]);
  });

  it("is decoded to what was encoded", () => {
    fc.assert(
      fc.property(status, (original) => {
        expect(decodeStatus(encodeStatus(original))).toEqual(original);
      }),
    );
  });

  it("has details that protobuf can decode", () => {
    fc.assert(
      fc.property(detail, ({ type, value }) => {
        const bytes = encodeStatus({ code: 0, message: "", details: [{ type, value }] });
        const start = 4 + (bytes[5] !== undefined && bytes[5] > 127 ? 3 : 2); // after code, message and the tag
        const any = fromBinary(AnySchema, bytes.subarray(start));
        expect(any).toMatchObject({ typeUrl: `type.googleapis.com/${type}`, value });
      }),
    );
  });

  it("is the default message without any bytes", () => {
    expect(decodeStatus(new Uint8Array(0))).toEqual({ code: 0, message: "", details: [] });
  });

  it("is decoded in any order, with unknown fields of every wire type", () => {
    const unknown = [0x20, 0x96, 0x01, 0x29, 1, 2, 3, 4, 5, 6, 7, 8, ...field(6, utf8("x")), 0x3d, 1, 2, 3, 4];
    const bytes = Uint8Array.of(...field(2, utf8("oops")), ...unknown, 0x08, 5);
    expect(decodeStatus(bytes)).toEqual({ code: 5, message: "oops", details: [] });
  });

  it("uses the last value of a repeated field", () => {
    const bytes = Uint8Array.of(0x08, 3, 0x08, 5, ...field(2, utf8("one")), ...field(2, utf8("two")));
    expect(decodeStatus(bytes)).toMatchObject({ code: 5, message: "two" });
  });

  it("skips fields of an unexpected wire type", () => {
    const bytes = Uint8Array.of(...field(1, utf8("5")), 0x10, 5, 0x18, 5);
    expect(decodeStatus(bytes)).toEqual({ code: 0, message: "", details: [] });
  });

  it("removes any URL prefix from the type of a detail", () => {
    const any = (typeUrl: string) => field(3, toBinary(AnySchema, create(AnySchema, { typeUrl })));
    const bytes = Uint8Array.of(...any("example.com/types/acme.v1.Hat"), ...any("acme.v1.Cap"), ...field(3, utf8("")));
    expect(decodeStatus(bytes).details.map(({ type }) => type)).toEqual(["acme.v1.Hat", "acme.v1.Cap", ""]);
  });

  it("keeps a message that starts with a byte order mark", () => {
    const original: Status = { code: 5, message: "\uFEFFhat", details: [] };
    expect(decodeStatus(encodeStatus(original))).toEqual(original);
  });

  it.each([
    ["a truncated varint", Uint8Array.of(0x08, 0x80)],
    ["a field without a value", Uint8Array.of(0x08)],
    ["a length beyond the end", Uint8Array.of(0x12, 2, 0x61)],
    ["a length of exabytes", Uint8Array.of(0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f)],
    ["a group", Uint8Array.of(0x0b, 0x0c)],
    ["an unknown wire type", Uint8Array.of(0x0f)],
    ["a truncated fixed number", Uint8Array.of(0x29, 1, 2)],
    ["a truncated detail", Uint8Array.of(...field(3, Uint8Array.of(0x0a, 9)))],
    ["a varint of more than ten bytes", Uint8Array.of(0x12, ...new Uint8Array(400).fill(0x80), 0)],
  ])("rejects %s", (_, bytes) => {
    expect(() => decodeStatus(bytes)).toThrow(RangeError);
  });

  it("throws or returns a status, whatever the bytes, and never hangs", () => {
    const byte = fc.constantFrom(0, 1, 2, 8, 0x0a, 0x12, 0x1a, 0x80, 0xff);
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.array(byte, { maxLength: 300 }).map((list) => Uint8Array.from(list)),
    );
    fc.assert(
      fc.property(bytes, (garbage) => {
        let read: Status;
        try {
          read = decodeStatus(garbage);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(Number.isNaN(read.code)).toBe(false);
        expect(typeof read.message).toBe("string");
        expect(Array.isArray(read.details)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
