import { create } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EchoRequestSchema,
  LargeResponseSchema,
  type SayRequest,
  SayRequestSchema,
  TickResponseSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import { protoBinary } from "./proto-binary.ts";

const codec = protoBinary();

describe("protoBinary", () => {
  it("is named as in content types", () => {
    expect(codec.name).toBe("proto");
  });

  it("round-trips any numbers, including 64-bit ones, NaN and infinities", () => {
    const message = fc.record({ index: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), elapsedMs: fc.double() });
    fc.assert(
      fc.property(message, (init) => {
        const tick = create(TickResponseSchema, init);
        expect(codec.decode(TickResponseSchema, codec.encode(TickResponseSchema, tick))).toEqual(tick);
      }),
    );
  });

  it("round-trips any maps of strings", () => {
    const text = fc.string({ unit: "binary", maxLength: 10 });
    const texts = fc.dictionary(text, text, { maxKeys: 5 });
    fc.assert(
      fc.property(texts, texts, (headers, trailers) => {
        const echo = create(EchoRequestSchema, { headers, trailers });
        expect(codec.decode(EchoRequestSchema, codec.encode(EchoRequestSchema, echo))).toEqual(echo);
      }),
    );
  });

  it("round-trips any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (payload) => {
        const large = create(LargeResponseSchema, { payload });
        expect(codec.decode(LargeResponseSchema, codec.encode(LargeResponseSchema, large))).toEqual(large);
      }),
    );
  });

  it("decodes an empty body as the default message", () => {
    expect(codec.decode(TickResponseSchema, new Uint8Array(0))).toEqual(create(TickResponseSchema));
  });

  it.each([
    ["a truncated varint", Uint8Array.of(0x08, 0x80)],
    ["a length beyond the end", Uint8Array.of(0x0a, 9, 1)],
    ["an unknown wire type", Uint8Array.of(0x0f)],
  ])("rejects %s", (_, bytes) => {
    expect(() => codec.decode(SayRequestSchema, bytes)).toThrow();
  });

  it("rejects the type of another runtime", () => {
    const type = { typeName: "acme.v1.Hat" };
    expect(() => codec.decode(type, new Uint8Array(0))).toThrow();
    expect(() => codec.encode(type, {})).toThrow();
  });

  it("passes its options on; by default, unknown fields are kept, as in protobuf", () => {
    const bytes = Uint8Array.of(0x78, 1); // field 15
    expect(codec.decode<SayRequest>(SayRequestSchema, bytes).$unknown).toHaveLength(1);
    const forgetful = protoBinary({ readUnknownFields: false });
    expect(forgetful.decode<SayRequest>(SayRequestSchema, bytes).$unknown).toBeUndefined();
  });
});
