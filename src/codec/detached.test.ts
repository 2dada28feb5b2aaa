import { create, toBinary } from "@bufbuild/protobuf";
import { type Any, AnySchema, type BytesValue, BytesValueSchema, StructSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import {
  type LargeResponse,
  LargeResponseSchema,
  type SayRequest,
  SayRequestSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import { detached } from "./detached.ts";
import { protoBinary } from "./proto-binary.ts";
import { protoJson } from "./proto-json.ts";

const codec = detached(protoBinary());

/** Places the bytes in the middle of a chunk, as when many messages arrive together. */
function within(chunkBytes: number, bytes: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(chunkBytes);
  chunk.set(bytes, 100);
  return chunk.subarray(100, 100 + bytes.byteLength);
}

it("detached returns a codec unchanged if it keeps nothing of its input", () => {
  const json = protoJson();
  expect(detached(json)).toBe(json);
});

describe("bytes that a detached codec decodes", () => {
  const small = toBinary(LargeResponseSchema, create(LargeResponseSchema, { payload: new Uint8Array(10).fill(7) }));

  it("do not keep a large chunk alive if they are few", () => {
    const { payload } = codec.decode<LargeResponse>(LargeResponseSchema, within(64 * 1024, small));
    expect(payload).toEqual(new Uint8Array(10).fill(7));
    expect(payload.buffer.byteLength).toBeLessThan(100);
  });

  it("are independent of a chunk that is reused", () => {
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

  it("do not keep a large chunk alive from a nested message either", () => {
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

  it("are found in a message type that contains itself", () => {
    const struct = create(StructSchema, { fields: { a: { kind: { case: "boolValue", value: true } } } });
    expect(codec.decode(StructSchema, within(4096, toBinary(StructSchema, struct)))).toEqual(struct);
  });
});
