import { clearField, create, fromBinary, isFieldSet, toBinary } from "@bufbuild/protobuf";
import {
  FieldDescriptorProtoSchema,
  FieldOptions_CType,
  FieldOptionsSchema,
  StructSchema,
} from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foreign } from "../../e2e/foreign-realm.ts";
import {
  type Sample,
  type SampleFields,
  SampleSchema,
  sample,
  sampleFields,
  similarFields,
} from "../../e2e/message-sample.ts";
import { SayRequestSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { shareMessage } from "./share-message.ts";

const share = (previous: Sample | undefined, next: Sample) => shareMessage(SampleSchema, previous, next);
const binary = (message: Sample) => toBinary(SampleSchema, message).join();

describe("shareMessage", () => {
  it("returns a value equal to next, and previous itself exactly if both are equal on the wire", () => {
    fc.assert(
      fc.property(similarFields, ([a, b]) => {
        const previous = frozen(sample(a));
        const next = frozen(sample(b));
        const shared = share(previous, next);
        expect(binary(shared)).toBe(binary(next));
        expect(shared === previous).toBe(binary(previous) === binary(next));
      }),
    );
  });

  it("returns previous for a message, or a part of one, from another realm too", () => {
    fc.assert(
      fc.property(similarFields, ([a, b]) => {
        const isEqual = binary(sample(a)) === binary(sample(b));
        for (const [previous, next] of [
          [sample(a), sample(foreign(b))],
          [sample(a), foreign(sample(b))],
          [foreign(sample(a)), sample(b)],
        ] as const) {
          expect(share(previous, next) === previous).toBe(isEqual);
          const list = { pages: [{ previous }] };
          expect(shareMessage<object>(SampleSchema, list, foreign({ pages: [{ previous }] }))).toBe(list);
        }
      }),
    );
  });

  it("returns previous for the same message decoded again", () => {
    fc.assert(
      fc.property(sampleFields, (fields) => {
        const bytes = toBinary(SampleSchema, sample(fields));
        const previous = fromBinary(SampleSchema, bytes);
        expect(shareMessage(SampleSchema, previous, fromBinary(SampleSchema, bytes))).toBe(previous);
      }),
    );
  });

  it("keeps every unchanged part the same object", () => {
    fc.assert(
      fc.property(similarFields, ([a, b]) => {
        const previous = sample(a);
        const shared = share(previous, sample(b));
        const parts = (message: Sample) => [
          message.child as Sample | undefined,
          ...((message.children ?? []) as Sample[]),
        ];
        const before = parts(previous);
        parts(shared).forEach((part, index) => {
          const old = before[index];
          if (part && old && binary(part) === binary(old)) {
            expect(part).toBe(old);
          }
        });
      }),
    );
  });

  it("keeps the other items of a list if one changed", () => {
    const fields = (middle: string): SampleFields => ({ children: [{ name: "a" }, { name: middle }, { name: "c" }] });
    const previous = sample(fields("b"));
    const shared = share(previous, sample(fields("x")));
    expect(shared.children?.map((child, index) => child === previous.children?.[index])).toEqual([true, false, true]);
    expect(shared.children?.[1]?.name).toBe("x");
  });

  it("keeps the items of a list that grew or shrank", () => {
    const short = sample({ children: [{ name: "a" }] });
    const long = sample({ children: [{ name: "a" }, { name: "b" }] });
    expect(share(short, long).children?.[0]).toBe(short.children?.[0]);
    expect(share(short, long).children).toHaveLength(2);
    expect(share(long, short).children?.[0]).toBe(long.children?.[0]);
    expect(share(long, short).children).toHaveLength(1);
  });

  it("keeps unchanged lists, maps, map values, bytes, JSON and oneofs", () => {
    const fields = (name: string): SampleFields => ({
      name,
      token: Uint8Array.of(1, 2),
      tags: ["a"],
      tokens: [Uint8Array.of(3)],
      weights: { a: Number.NaN },
      byName: { a: { page: 1n }, b: { name } },
      result: { case: "part", value: { page: 1n } },
      seal: Uint8Array.of(4),
      meta: { same: [1, { deep: null }], other: name },
      detail: { typeUrl: "t", value: Uint8Array.of(5) },
    });
    const previous = sample(fields("one"));
    const shared = share(previous, sample(fields("two")));
    for (const part of ["token", "tags", "tokens", "weights", "result", "seal", "detail"] as const) {
      expect(shared[part], part).toBe(previous[part]);
    }
    expect(shared.byName?.a).toBe(previous.byName?.a);
    expect(shared.byName?.b?.name).toBe("two");
    expect(shared.meta?.same).toBe(previous.meta?.same);
    expect(shared.meta?.other).toBe("two");
  });

  it("keeps the parts of a oneof's message if another part changed", () => {
    const fields = (name: string): SampleFields => ({ result: { case: "part", value: { name, child: { page: 1n } } } });
    const previous = sample(fields("one"));
    const shared = share(previous, sample(fields("two")));
    const part = (message: Sample) => message.result?.value as Sample;
    expect(part(shared).child).toBe(part(previous).child);
    expect(part(shared).name).toBe("two");
  });

  it("distinguishes two cases of a oneof with the same value", () => {
    const text = sample({ result: { case: "text", value: "a" } });
    const note = sample({ result: { case: "note", value: "a" } });
    expect(share(text, note)).toMatchObject({ result: { case: "note" } });
  });

  it("ignores the order of map entries", () => {
    const previous = sample({ weights: { a: 1, b: 2 } });
    expect(share(previous, sample({ weights: { b: 2, a: 1 } }))).toBe(previous);
  });

  it("distinguishes -0 from 0, and unset from set to the default", () => {
    const zero = sample({ weights: { a: 0 } });
    expect(share(zero, sample({ weights: { a: -0 } }))).not.toBe(zero);
    const unset = sample();
    for (const fields of [{ limit: 0 }, { total: 0n }, { child: {} }, { result: { case: "text", value: "" } }]) {
      expect(share(unset, sample(fields)), Object.keys(fields)[0]).not.toBe(unset);
    }
    expect(share(unset, sample({ page: 0n }))).toBe(unset);
  });

  it("compares unknown fields", () => {
    const decoded = (unknown: number) => fromBinary(SayRequestSchema, Uint8Array.of(0x0a, 1, 0x61, 0x50, unknown));
    const previous = decoded(7);
    expect(shareMessage(SayRequestSchema, previous, decoded(7))).toBe(previous);
    expect(toBinary(SayRequestSchema, shareMessage(SayRequestSchema, previous, decoded(8)))).toEqual(
      Uint8Array.of(0x0a, 1, 0x61, 0x50, 8),
    );
    const known = create(SayRequestSchema, { sentence: "a" });
    expect(shareMessage(SayRequestSchema, previous, known)).toBe(known);
    expect(shareMessage(SayRequestSchema, { ...known, $unknown: [] }, known)).not.toBe(known);
  });

  it("keeps proto2 presence and defaults in copies", () => {
    const field = (name: string, ctype?: FieldOptions_CType) =>
      create(FieldDescriptorProtoSchema, { name, options: { ctype, targets: [1] } });
    const previous = field("one", FieldOptions_CType.STRING);
    const next = field("two");
    const shared = shareMessage(FieldDescriptorProtoSchema, previous, next);
    expect(shared).not.toBe(next);
    expect(shared.options).not.toBe(next.options);
    expect(shared.options?.targets).toBe(previous.options?.targets);
    expect(shared.options?.ctype).toBe(FieldOptions_CType.STRING);
    expect(shared.options && isFieldSet(shared.options, FieldOptionsSchema.field.ctype)).toBe(false);
    expect(toBinary(FieldDescriptorProtoSchema, shared)).toEqual(toBinary(FieldDescriptorProtoSchema, next));
    shared.name = "three";
    clearField(shared, FieldDescriptorProtoSchema.field.name);
    expect(shared.name).toBe("");
  });

  it("shares inside google.protobuf.Struct as in a message", () => {
    const struct = (text: string) =>
      create(StructSchema, {
        fields: {
          same: {
            kind: { case: "structValue", value: { fields: { a: { kind: { case: "numberValue", value: 1 } } } } },
          },
          other: { kind: { case: "stringValue", value: text } },
        },
      });
    const previous = struct("one");
    const shared = shareMessage(StructSchema, previous, struct("two"));
    expect(shared.fields.same).toBe(previous.fields.same);
    expect(shared.fields.other?.kind.value).toBe("two");
  });

  it("returns next without a previous message, or with one of another type", () => {
    const next = sample({ name: "a" });
    expect(share(undefined, next)).toBe(next);
    expect(share(create(SayRequestSchema) as unknown as Sample, next)).toBe(next);
    expect(share("text" as unknown as Sample, next)).toBe(next);
  });
});

describe("what `select` has derived from a message", () => {
  const selected = (name: string) => ({
    first: sample({ name: "same", token: Uint8Array.of(1), child: { page: 7n } }),
    all: [sample({ name })],
    n: 1n,
  });

  it("is the previous object if all of it is equal", () => {
    const previous = selected("a");
    expect(shareMessage(SampleSchema, previous, selected("a"))).toBe(previous);
    const list = [selected("a")];
    expect(shareMessage(SampleSchema, list, [selected("a")])).toBe(list);
  });

  it("keeps unchanged parts, whatever their type", () => {
    const previous = selected("a");
    const shared = shareMessage(SampleSchema, previous, selected("b"));
    expect(shared.first).toBe(previous.first);
    expect(shared.all[0]?.name).toBe("b");
    const request = create(SayRequestSchema, { sentence: "a" });
    expect(shareMessage(SampleSchema, request, create(SayRequestSchema, { sentence: "a" }))).toBe(request);
  });

  it("keeps presence and defaults of a nested proto2 message that it copies", () => {
    const options = (deprecated: boolean) => ({
      options: create(FieldOptionsSchema, { targets: [1], deprecated }),
    });
    const previous = options(false);
    const shared = shareMessage(SampleSchema, previous, options(true));
    expect(shared.options.targets).toBe(previous.options.targets);
    expect(shared.options.ctype).toBe(FieldOptions_CType.STRING);
    expect(isFieldSet(shared.options, FieldOptionsSchema.field.ctype)).toBe(false);
    expect(toBinary(FieldOptionsSchema, shared.options)).toEqual(toBinary(FieldOptionsSchema, options(true).options));
  });

  it("is the new object if entries do not determine its value", () => {
    class Total {
      readonly #total: number;
      constructor(total: number) {
        this.#total = total;
      }
      get total() {
        return this.#total;
      }
    }
    for (const make of [() => new Date(Date.now()), () => new Map([[1, 2]]), () => new Total(3)]) {
      const next = { value: make() };
      expect(shareMessage(SampleSchema, { value: make() as unknown }, next)).toBe(next);
    }
  });

  it("may contain itself", () => {
    const circle = () => {
      const made: { self?: unknown } = {};
      made.self = made;
      return made;
    };
    const next = circle();
    expect(shareMessage(SampleSchema, circle(), next)).toHaveProperty("self.self.self");
  });
});

describe("the pages of an infinite query", () => {
  const page = (...names: string[]) => sample({ children: names.map((name) => ({ name })) });
  const pages = (names: string[], pageParams: unknown[]) => ({ pages: names.map((name) => page(name)), pageParams });

  it("are the previous ones if no page and no parameter changed", () => {
    const previous = pages(["a", "b"], ["", "1"]);
    expect(shareMessage(SampleSchema, previous, pages(["a", "b"], ["", "1"]))).toBe(previous);
    expect(shareMessage(SampleSchema, previous, pages(["a", "b"], ["", "2"]))).not.toBe(previous);
  });

  it("keep unchanged pages, and unchanged parts of the others", () => {
    const previous = pages(["a", "b"], ["", "1"]);
    const next = { pages: [page("a"), page("b", "c"), page("d")], pageParams: ["", "1", "2"] };
    const shared = shareMessage(SampleSchema, previous, next);
    expect(shared.pages[0]).toBe(previous.pages[0]);
    expect(shared.pages[1]?.children?.[0]).toBe(previous.pages[1]?.children?.[0]);
    expect(shared).toEqual(next);
  });

  it("are the previous ones even if a page is selected by bytes", () => {
    const previous = pages(["a"], [Uint8Array.of(1, 2)]);
    expect(shareMessage(SampleSchema, previous, pages(["a"], [Uint8Array.of(1, 2)]))).toBe(previous);
    expect(shareMessage(SampleSchema, previous, pages(["a"], [Uint8Array.of(1, 3)]))).not.toBe(previous);
  });

  it("can become anything with `select`", () => {
    expect(shareMessage<unknown>(SampleSchema, undefined, 7)).toBe(7);
    expect(shareMessage<unknown>(SampleSchema, 7, null)).toBeNull();
    const counted = { ...pages(["a"], [""]), total: 3 };
    expect(shareMessage(SampleSchema, counted, { ...pages(["a"], [""]), total: 3 })).toBe(counted);
    expect(shareMessage(SampleSchema, counted, { ...pages(["a"], [""]), total: 4 }).total).toBe(4);
  });
});

describe("a list of messages", () => {
  const page = (name: string) => sample({ name });

  it("is the previous list if no message changed", () => {
    const previous = [page("a"), page("b")];
    expect(shareMessage(SampleSchema, previous, [page("a"), page("b")])).toBe(previous);
  });

  it("keeps the messages that did not change", () => {
    const previous = [page("a"), page("b")];
    const shared = shareMessage(SampleSchema, previous, [page("a"), page("x"), page("c")]);
    expect(shared[0]).toBe(previous[0]);
    expect(shared.map(({ name }) => name)).toEqual(["a", "x", "c"]);
  });

  it("is next itself if there is nothing to share", () => {
    const next = [page("a")];
    expect(shareMessage(SampleSchema, [], next)).toBe(next);
    expect(shareMessage(SampleSchema, undefined, next)).toBe(next);
  });
});

/** Frozen, so that writes throw. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
