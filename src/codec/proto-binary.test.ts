import { create, toBinary } from "@bufbuild/protobuf";
import { type Any, AnySchema, type BytesValue, BytesValueSchema, StructSchema } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EchoRequestSchema,
  type LargeResponse,
  LargeResponseSchema,
  type SayRequest,
  SayRequestSchema,
  TickResponseSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import { protoBinary } from "./proto-binary.ts";

const codec = protoBinary();

/** The bytes somewhere in the middle of a chunk, as they lie when many messages arrive together. */
function within(chunkBytes: number, bytes: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(chunkBytes);
  chunk.set(bytes, 100);
  return chunk.subarray(100, 100 + bytes.byteLength);
}

describe("protoBinary", () => {
  it("is named as in content types", () => {
    expect(codec.name).toBe("proto");
  });

  it("gives back any numbers, 64-bit and not quite numbers among them", () => {
    const message = fc.record({ index: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), elapsedMs: fc.double() });
    fc.assert(
      fc.property(message, (init) => {
        const tick = create(TickResponseSchema, init);
        expect(codec.decode(TickResponseSchema, codec.encode(TickResponseSchema, tick))).toEqual(tick);
      }),
    );
  });

  it("gives back any maps of texts", () => {
    const text = fc.string({ unit: "binary", maxLength: 10 });
    const texts = fc.dictionary(text, text, { maxKeys: 5 });
    fc.assert(
      fc.property(texts, texts, (headers, trailers) => {
        const echo = create(EchoRequestSchema, { headers, trailers });
        expect(codec.decode(EchoRequestSchema, codec.encode(EchoRequestSchema, echo))).toEqual(echo);
      }),
    );
  });

  it("gives back any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (payload) => {
        const large = create(LargeResponseSchema, { payload });
        expect(codec.decode(LargeResponseSchema, codec.encode(LargeResponseSchema, large))).toEqual(large);
      }),
    );
  });

  it("reads an empty body as the default message", () => {
    expect(codec.decode(TickResponseSchema, new Uint8Array(0))).toEqual(create(TickResponseSchema));
  });

  it.each([
    ["a truncated varint", Uint8Array.of(0x08, 0x80)],
    ["a length beyond the end", Uint8Array.of(0x0a, 9, 1)],
    ["an unknown wire type", Uint8Array.of(0x0f)],
  ])("refuses %s", (_, bytes) => {
    expect(() => codec.decode(SayRequestSchema, bytes)).toThrow();
  });

  it("refuses the type of another runtime", () => {
    const type = { typeName: "acme.v1.Hat" };
    expect(() => codec.decode(type, new Uint8Array(0))).toThrow();
    expect(() => codec.encode(type, {})).toThrow();
  });

  it("passes its options on: without them unknown fields are kept, as protobuf wants it", () => {
    const bytes = Uint8Array.of(0x78, 1); // field 15
    expect(codec.decode<SayRequest>(SayRequestSchema, bytes).$unknown).toHaveLength(1);
    const forgetful = protoBinary({ readUnknownFields: false });
    expect(forgetful.decode<SayRequest>(SayRequestSchema, bytes).$unknown).toBeUndefined();
  });
});

describe("bytes that protoBinary decodes", () => {
  const small = toBinary(LargeResponseSchema, create(LargeResponseSchema, { payload: new Uint8Array(10).fill(7) }));

  it("do not keep a large chunk alive if they are few", () => {
    const { payload } = codec.decode<LargeResponse>(LargeResponseSchema, within(64 * 1024, small));
    expect(payload).toEqual(new Uint8Array(10).fill(7));
    expect(payload.buffer.byteLength).toBeLessThan(100);
  });

  it("are independent of a chunk that is used again", () => {
    const bytes = within(64 * 1024, small);
    const { payload } = codec.decode<LargeResponse>(LargeResponseSchema, bytes);
    new Uint8Array(bytes.buffer).fill(0);
    expect(payload).toEqual(new Uint8Array(10).fill(7));
  });

  it("are not copied if they are most of the chunk", () => {
    const large = create(LargeResponseSchema, { payload: new Uint8Array(50_000) });
    const bytes = within(64 * 1024, toBinary(LargeResponseSchema, large));
    expect(codec.decode<LargeResponse>(LargeResponseSchema, bytes).payload.buffer).toBe(bytes.buffer);
  });

  it("do not keep a large chunk alive from within another message either", () => {
    const any = create(AnySchema, { typeUrl: "t/a.B", value: Uint8Array.of(1, 2) });
    const value = create(BytesValueSchema, { value: Uint8Array.of(1, 2) });
    const decoded = [
      codec.decode<Any>(AnySchema, within(4096, toBinary(AnySchema, any))).value,
      codec.decode<BytesValue>(BytesValueSchema, within(4096, toBinary(BytesValueSchema, value))).value,
    ];
    expect(decoded.map(({ buffer }) => buffer.byteLength < 100)).toEqual([true, true]);
  });

  it("do not keep a large chunk alive as an unknown field", () => {
    const bytes = within(64 * 1024, Uint8Array.of(0x7a, 2, 1, 2)); // field 15, two bytes
    const [unknown] = codec.decode<SayRequest>(SayRequestSchema, bytes).$unknown ?? [];
    expect([...(unknown?.data ?? [])]).toEqual([2, 1, 2]);
    expect(unknown?.data.buffer.byteLength).toBeLessThan(100);
  });

  it("can be looked for in a message that contains itself", () => {
    const struct = create(StructSchema, { fields: { a: { kind: { case: "boolValue", value: true } } } });
    expect(codec.decode(StructSchema, within(4096, toBinary(StructSchema, struct)))).toEqual(struct);
  });
});
