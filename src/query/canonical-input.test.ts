import { create, fromBinary, type JsonValue, toBinary } from "@bufbuild/protobuf";
import { AnySchema, FieldOptionsSchema } from "@bufbuild/protobuf/wkt";
import { hashKey, partialMatchKey } from "@tanstack/query-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foreign } from "../../e2e/foreign-realm.ts";
import { type SampleFields, SampleSchema, sample, sampleFields, similarFields } from "../../e2e/message-sample.ts";
import { SayRequestSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { canonicalInput } from "./canonical-input.ts";

const full = (fields: SampleFields) => canonicalInput(SampleSchema, fields);
const partial = (fields: SampleFields) => canonicalInput(SampleSchema, fields, { isPartial: true });
const matches = (form: JsonValue, filter: JsonValue) => partialMatchKey([form], [filter]);
const binary = (fields: SampleFields) => toBinary(SampleSchema, sample(fields)).join();

describe("a complete form", () => {
  it("has the fields without presence, even with their defaults, and those with presence if they are set", () => {
    const defaults = {
      page: "0",
      score: 0,
      name: "",
      isHot: false,
      token: "",
      color: 0,
      tags: null,
      children: null,
      tokens: null,
      weights: null,
      byName: null,
      result: null,
    };
    expect(full({})).toEqual(defaults);
    expect(full({ limit: 0, total: 0n, child: {} })).toEqual({ ...defaults, limit: 0, total: "0", child: defaults });
  });

  it("encodes what JSON cannot represent as strings", () => {
    const token = Uint8Array.of(1, 255);
    expect(full({ page: -(2n ** 63n), score: Number.NaN, token, seal: token, total: 5n })).toMatchObject({
      page: "-9223372036854775808",
      score: "NaN",
      token: "Af8",
      seal: "Af8",
      total: "5",
    });
    expect(full({ weights: { a: -0, b: -Infinity } })).toMatchObject({ weights: { a: "-0", b: "-Infinity" } });
  });

  it("has lists with their length, maps as objects, and a oneof as its selected field", () => {
    expect(full({ tags: ["a", "b"], tokens: [new Uint8Array(1)] })).toMatchObject({
      tags: [2, "a", "b"],
      tokens: [1, "AA"],
    });
    expect(full({ result: { case: "text", value: "t" } })).toMatchObject({ result: { case: "text", value: "t" } });
    expect(full({ result: { case: "part", value: { limit: 2 } } })).toMatchObject({
      result: { case: "part", value: { limit: 2, page: "0" } },
    });
  });

  it("has an Any by its bytes, without knowing its type", () => {
    const message = { typeUrl: "example.com/unheard.Of", value: Uint8Array.of(8, 1) };
    expect(canonicalInput(AnySchema, message)).toEqual({ typeUrl: message.typeUrl, value: "CAE" });
  });

  it("has the JSON of a Struct, where null, [] and {} stay different", () => {
    const forms = [null, [], {}, [null], [[]]].map((value) => hashKey([full({ meta: { value } })]));
    expect(new Set(forms).size).toBe(5);
  });

  it("omits the defaults that a proto2 message inherits", () => {
    expect(canonicalInput(FieldOptionsSchema, {})).toEqual({
      targets: null,
      editionDefaults: null,
      uninterpretedOption: null,
    });
    expect(canonicalInput(FieldOptionsSchema, { lazy: false })).toMatchObject({ lazy: false });
  });

  it("has the unknown fields", () => {
    const message = fromBinary(SayRequestSchema, Uint8Array.of(0x0a, 1, 0x61, 0x50, 7));
    expect(canonicalInput(SayRequestSchema, message)).toEqual({
      sentence: "a",
      "~unknown": [1, { no: 10, wireType: 0, data: "Bw" }],
    });
  });

  it("is the same for fields and for the message created from them", () => {
    fc.assert(
      fc.property(sampleFields, (fields) => {
        expect(canonicalInput(SampleSchema, sample(fields))).toEqual(full(fields));
      }),
    );
  });

  it("has one hash for inputs that are equal on the wire, and different hashes for all others", () => {
    fc.assert(
      fc.property(similarFields, ([a, b]) => {
        expect(hashKey([full(a)]) === hashKey([full(b)])).toBe(binary(a) === binary(b));
      }),
    );
    const withKey = (key: string) => hashKey([full({ weights: { a: 1, [key]: 1 } })]);
    expect(new Set(["a", "__proto__", "~__proto__", "~~"].map(withKey)).size).toBe(4);
  });

  it("is the same for values from another realm, as is a partial form", () => {
    fc.assert(
      fc.property(sampleFields, (fields) => {
        expect(full(foreign(fields))).toEqual(full(fields));
        expect(full(foreign(sample(fields)))).toEqual(full(fields));
        expect(partial(foreign(fields))).toEqual(partial(fields));
      }),
    );
  });

  it("survives JSON", () => {
    fc.assert(
      fc.property(sampleFields, (fields) => {
        expect(JSON.parse(JSON.stringify(full(fields)))).toEqual(full(fields));
      }),
    );
  });
});

describe("a partial form", () => {
  it("has what the caller named, at every depth, even with defaults", () => {
    expect(partial({})).toEqual({});
    expect(partial({ page: 0n, tags: [], weights: {}, name: undefined })).toEqual({
      page: "0",
      tags: null,
      weights: null,
    });
    expect(partial({ child: { children: [{ limit: 0 }] }, byName: { a: {} } })).toEqual({
      child: { children: [1, { limit: 0 }] },
      byName: { a: {} },
    });
  });

  it("may name just the case of a oneof, a part of its value, or that none is selected", () => {
    expect(partial({ result: { case: "part" } })).toEqual({ result: { case: "part" } });
    expect(partial({ result: { case: "part", value: { page: 1n } } })).toEqual({
      result: { case: "part", value: { page: "1" } },
    });
    expect(partial({ result: { case: undefined } })).toEqual({ result: null });
  });

  it("has what a message has set, at every depth, and not what it inherits", () => {
    expect(partial(sample())).toEqual({});
    expect(partial(sample({ name: "a", page: 0n, limit: 0, tags: [], child: {} }))).toEqual({
      name: "a",
      limit: 0,
      child: {},
    });
    expect(partial({ page: 0n, child: sample({ score: -0 }), children: [sample({ name: "b" })] })).toEqual({
      page: "0",
      child: { score: "-0" },
      children: [1, { name: "b" }],
    });
    expect(partial({ byName: { a: sample() }, result: { case: "part", value: sample({ page: 1n }) } })).toEqual({
      byName: { a: {} },
      result: { case: "part", value: { page: "1" } },
    });
    const lazy = create(FieldOptionsSchema, { lazy: true, packed: false });
    expect(canonicalInput(FieldOptionsSchema, lazy, { isPartial: true })).toEqual({ lazy: true, packed: false });
  });

  it("matches every message with its values", () => {
    const choices = fc.infiniteStream(fc.boolean());
    fc.assert(
      fc.property(sampleFields, choices, (fields, choice) => {
        const choose = () => choice.next().value === true;
        const filter = pruned(fields, choose);
        for (const form of [full(fields), full(sample(fields))]) {
          expect(matches(form, partial(filter))).toBe(true);
          expect(matches(form, partial(sample(filter)))).toBe(true);
          expect(matches(form, partial(withMessages(filter, choose)))).toBe(true);
        }
      }),
    );
  });

  it("matches no message with another value in a named field", () => {
    const names = [
      "page",
      "score",
      "name",
      "isHot",
      "token",
      "color",
      "limit",
      "tags",
      "tokens",
      "total",
      "seal",
    ] as const;
    fc.assert(
      fc.property(sampleFields, sampleFields, fc.constantFrom(...names), (fields, others, name) => {
        fc.pre(fields[name] !== undefined);
        const named = { [name]: fields[name] };
        const isSame = binary(named) === binary({ [name]: others[name] });
        expect(matches(full(others), partial(named))).toBe(isSame);
        // A message cannot name a field with its default.
        expect(matches(full(others), partial(sample(named)))).toBe(isSame || binary(named) === binary({}));
      }),
    );
  });

  it("distinguishes an empty list, map or oneof from a full one, and a list from a longer one", () => {
    const rich = full({ tags: ["a", "b"], weights: { a: 1 }, result: { case: "text", value: "" } });
    for (const filter of [{ tags: [] }, { tags: ["a"] }, { tags: ["a", "b", "c"] }, { weights: {} }]) {
      expect(matches(rich, partial(filter))).toBe(false);
    }
    expect(matches(rich, partial({ result: { case: undefined } }))).toBe(false);
    expect(matches(rich, partial({ result: { case: "part" } }))).toBe(false);
    expect(matches(rich, partial({ tags: ["a", "b"], weights: { a: 1 }, result: { case: "text" } }))).toBe(true);
  });

  it("matches a map with the named entries among others", () => {
    const rich = full({ weights: { a: 1, b: 2 } });
    expect(matches(rich, partial({ weights: { b: 2 } }))).toBe(true);
    expect(matches(rich, partial({ weights: { b: 1 } }))).toBe(false);
    expect(matches(rich, partial({ weights: { c: 2 } }))).toBe(false);
  });

  it("matches no message without the named message field", () => {
    expect(matches(full({}), partial({ child: {} }))).toBe(false);
    expect(matches(full({ child: {} }), partial({ child: {} }))).toBe(true);
  });
});

describe("a malformed input", () => {
  it("never throws, and survives JSON", () => {
    fc.assert(
      fc.property(fc.object({ key: fc.constantFrom(...Object.keys(SampleSchema.field), "result") }), (input) => {
        for (const isPartial of [false, true]) {
          const form = canonicalInput(SampleSchema, input, { isPartial });
          expect(JSON.parse(JSON.stringify(form))).toEqual(form);
        }
      }),
    );
  });

  it("is distinguished from another by its content", () => {
    const forms = ["1", 1, [1], { a: 1 }, true].map((name) => hashKey([canonicalInput(SampleSchema, { name })]));
    expect(new Set(forms).size).toBe(5);
  });

  it("is null in place of what JSON omits", () => {
    expect(canonicalInput(SampleSchema, { name: () => {} }, { isPartial: true })).toEqual({ name: null });
    expect(canonicalInput(SampleSchema, { tags: [Symbol(), null] }, { isPartial: true })).toEqual({
      tags: [2, null, null],
    });
  });

  it("has a special form if it cannot be read", () => {
    const endless: SampleFields = {};
    endless.child = endless;
    expect(full(endless)).toBe("~malformed");
    expect(partial(endless)).toBe("~malformed");
    const hostile = new Proxy({}, { getOwnPropertyDescriptor: unreadable, get: unreadable });
    for (const isPartial of [false, true]) {
      expect(canonicalInput(SampleSchema, hostile, { isPartial })).toBe("~malformed");
    }
  });
});

function unreadable(): never {
  throw new Error("no");
}

/** The same fields, some of whose messages are complete. */
function withMessages(fields: SampleFields, isMade: () => boolean): SampleFields {
  const nested = (inner: SampleFields) => (isMade() ? sample(inner) : withMessages(inner, isMade));
  const { child, children, byName, result } = fields;
  return {
    ...fields,
    ...(child && { child: nested(child) }),
    ...(children && { children: children.map(nested) }),
    ...(byName && { byName: Object.fromEntries(Object.entries(byName).map(([key, value]) => [key, nested(value)])) }),
    ...(result?.case === "part" && result.value ? { result: { ...result, value: nested(result.value) } } : {}),
  };
}

/** Some of the fields that a caller might name; `isNamed` decides each time. */
function pruned(fields: SampleFields, isNamed: () => boolean): SampleFields {
  const named = Object.entries(fields).filter(isNamed);
  const filter: SampleFields = Object.fromEntries(named);
  if (filter.child) {
    filter.child = pruned(filter.child, isNamed);
  }
  if (filter.children) {
    filter.children = filter.children.map((child) => pruned(child, isNamed));
  }
  // An empty map would name the absence of entries, so the first entry stays.
  if (filter.weights) {
    filter.weights = Object.fromEntries(Object.entries(filter.weights).filter((_, index) => index === 0 || isNamed()));
  }
  if (filter.byName) {
    const entries = Object.entries(filter.byName).filter((_, index) => index === 0 || isNamed());
    filter.byName = Object.fromEntries(entries.map(([key, value]) => [key, pruned(value, isNamed)]));
  }
  if (filter.result?.case && isNamed()) {
    filter.result = { case: filter.result.case };
  }
  return filter;
}
