import type { DescField } from "@bufbuild/protobuf";
import { Int64ValueSchema, ListValueSchema, StructSchema, ValueSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { SampleSchema } from "../../e2e/message-sample.ts";
import { hasProperties, nestedMessage, ownValue } from "./nested-message.ts";

const nested = (name: string) => nestedMessage(SampleSchema.field[name] as DescField)?.typeName;

describe("nestedMessage", () => {
  it("returns the message of a field, a list, a map and a oneof", () => {
    expect(["child", "children", "byName", "part"].map(nested)).toEqual(Array(4).fill("sample.Sample"));
  });

  it("returns undefined for scalars, enums, and lists and maps of scalars", () => {
    expect(["page", "color", "tags", "weights", "text"].map(nested)).toEqual(Array(5).fill(undefined));
  });

  it("returns undefined if protobuf-es unwraps the message", () => {
    expect(["total", "seal", "meta"].map(nested)).toEqual(Array(3).fill(undefined));
    expect(nestedMessage(Int64ValueSchema.field.value)).toBeUndefined();
  });

  it("returns a wrapper in a oneof, which protobuf-es does not unwrap", () => {
    expect(nested("amount")).toBe("google.protobuf.Int64Value");
  });

  it("returns the Struct inside a Value, which protobuf-es does not unwrap", () => {
    const struct = ValueSchema.fields.find(({ localName }) => localName === "structValue") as DescField;
    expect(nestedMessage(struct)).toBe(StructSchema);
    expect(nestedMessage(ListValueSchema.field.values)).toBe(ValueSchema);
  });
});

describe("hasProperties", () => {
  it("returns true for objects only, not for lists and bytes", () => {
    expect([{}, Object.create(null), new Date()].every(hasProperties)).toBe(true);
    expect([null, undefined, [], new Uint8Array(), "text", 1, () => {}].some(hasProperties)).toBe(false);
  });
});

describe("ownValue", () => {
  it("ignores what an object inherits", () => {
    const object = Object.assign(Object.create({ inherited: 1 }), { own: 2 });
    expect(ownValue(object, "own")).toBe(2);
    expect(ownValue(object, "inherited")).toBeUndefined();
    expect(ownValue({}, "constructor")).toBeUndefined();
  });
});
