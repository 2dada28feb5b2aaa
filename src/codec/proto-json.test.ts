import { create, createRegistry } from "@bufbuild/protobuf";
import { AnySchema, anyPack } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EchoRequestSchema,
  LargeResponseSchema,
  type SayRequest,
  SayRequestSchema,
  type TickRequest,
  TickRequestSchema,
  type TickResponse,
  TickResponseSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import { protoJson } from "./proto-json.ts";

const codec = protoJson();
const utf8 = (text: string) => new TextEncoder().encode(text);
const shown = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("protoJson", () => {
  it("is named as in content types", () => {
    expect(codec.name).toBe("json");
  });

  it("encodes protobuf's JSON format: 64-bit numbers as strings, bytes in base64", () => {
    const tick = create(TickResponseSchema, { index: 2n ** 64n - 1n, elapsedMs: Number.NaN });
    expect(JSON.parse(shown(codec.encode(TickResponseSchema, tick)))).toEqual({
      index: "18446744073709551615",
      elapsedMs: "NaN",
    });
    const large = create(LargeResponseSchema, { payload: Uint8Array.of(0xfb, 0xff) });
    expect(shown(codec.encode(LargeResponseSchema, large))).toBe('{"payload":"+/8="}');
  });

  it("round-trips any numbers, including 64-bit ones, NaN and infinities", () => {
    const message = fc.record({ index: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), elapsedMs: fc.double() });
    fc.assert(
      fc.property(message, (init) => {
        const tick = create(TickResponseSchema, init);
        const back = codec.decode<TickResponse>(TickResponseSchema, codec.encode(TickResponseSchema, tick));
        expect(back.index).toBe(tick.index);
        expect(back.elapsedMs === tick.elapsedMs || Number.isNaN(back.elapsedMs)).toBe(true); // JSON has no -0
        expect(Number.isNaN(back.elapsedMs)).toBe(Number.isNaN(tick.elapsedMs));
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

  it.each(["", "{}"])("decodes the body %j as the default message", (body) => {
    expect(codec.decode(TickResponseSchema, utf8(body))).toEqual(create(TickResponseSchema));
  });

  it("ignores unknown fields by default", () => {
    const body = utf8('{"sentence":"hi","mood":{"good":[true]}}');
    expect(codec.decode<SayRequest>(SayRequestSchema, body).sentence).toBe("hi");
    expect(() => protoJson({ ignoreUnknownFields: false }).decode(SayRequestSchema, body)).toThrow("mood");
  });

  it.each([
    ["invalid UTF-8", Uint8Array.of(...utf8('{"sentence":"'), 0xff, ...utf8('"}'))],
    ["text that is not JSON", utf8("{")],
    ["JSON of another shape", utf8('{"sentence":5}')],
    ["a list", utf8("[]")],
  ])("rejects %s", (_, bytes) => {
    expect(() => codec.decode(SayRequestSchema, bytes)).toThrow();
  });

  it("decodes both names of a field, and encodes the configured one", () => {
    expect(codec.decode<TickRequest>(TickRequestSchema, utf8('{"per_second":3}')).perSecond).toBe(3);
    expect(codec.decode<TickRequest>(TickRequestSchema, utf8('{"perSecond":3}')).perSecond).toBe(3);
    const tick = create(TickRequestSchema, { perSecond: 3 });
    const snake = protoJson({ useProtoFieldName: true });
    expect(shown(snake.encode(TickRequestSchema, tick))).toBe('{"per_second":3}');
  });

  it("rejects the type of another runtime", () => {
    const type = { typeName: "acme.v1.Hat" };
    expect(() => codec.decode(type, utf8("{}"))).toThrow();
    expect(() => codec.encode(type, {})).toThrow();
  });

  it("finds the message inside an Any in its registry", () => {
    const any = anyPack(SayRequestSchema, create(SayRequestSchema, { sentence: "hi" }));
    const informed = protoJson({ registry: createRegistry(SayRequestSchema) });
    expect(informed.decode(AnySchema, informed.encode(AnySchema, any))).toEqual(any);
    expect(() => codec.encode(AnySchema, any)).toThrow("demo.v1.SayRequest");
  });
});
