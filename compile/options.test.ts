/** What callers pass to the functions of compiled types, and what bridges pass on to protobuf-es. */
import { create, fromBinary, mergeFromBinary, toBinary } from "@bufbuild/protobuf";
import { ApiSchema, StructSchema, TimestampSchema, type Value } from "@bufbuild/protobuf/wkt";
import * as compiled from "farcall/compiled";
import { describe, expect, it } from "vitest";
import type { Form } from "./scope.ts";
import { compileFiles } from "./testing/compile-files.ts";

const forms: Form[] = ["code", "table-with-constructor", "table"];

/** A Struct of lists in lists. */
function nested(depth: number): Uint8Array {
  let value: Value["kind"] = { case: "numberValue", value: 1 };
  for (let level = 0; level < depth; level++) {
    value = { case: "listValue", value: { $typeName: "google.protobuf.ListValue", values: [holding(value)] } };
  }
  return toBinary(StructSchema, create(StructSchema, { fields: { a: holding(value) } }));
}

const holding = (kind: Value["kind"]): Value => ({ $typeName: "google.protobuf.Value", kind });

const outcomeOf = (read: () => unknown) => {
  try {
    return read();
  } catch {
    return "refused";
  }
};

/** Field 5, which the message does not know, between those that it knows. */
const withUnknown = Uint8Array.of(0x08, 1, 0x2a, 2, 7, 7, 0x10, 3);

describe.each(forms)("a message compiled to the form %s", (form) => {
  const type = (schema: typeof StructSchema | typeof TimestampSchema) =>
    compileFiles({ form: () => form }).type(schema);

  it("is read down to the same recursion limit as by protobuf-es", () => {
    for (const depth of [0, 1, 2, 30, 60]) {
      const bytes = nested(depth);
      for (const recursionLimit of [1, 2, 3, 4, 5, 6, 7, 8, 50, 100, undefined]) {
        const options = recursionLimit === undefined ? {} : { recursionLimit };
        expect(
          outcomeOf(() => compiled.fromBinary(type(StructSchema), bytes, options)),
          `${depth} lists, at most ${recursionLimit}`,
        ).toEqual(outcomeOf(() => fromBinary(StructSchema, bytes, options)));
      }
    }
  });

  it("keeps and writes unknown fields unless it is told not to", () => {
    for (const readUnknownFields of [true, false, undefined]) {
      const options = readUnknownFields === undefined ? {} : { readUnknownFields };
      const message = compiled.fromBinary(type(TimestampSchema), withUnknown, options);
      expect(message).toStrictEqual(fromBinary(TimestampSchema, withUnknown, options));
      for (const writeUnknownFields of [true, false]) {
        expect(compiled.toBinary(type(TimestampSchema), message, { writeUnknownFields })).toEqual(
          toBinary(TimestampSchema, message as never, { writeUnknownFields }),
        );
      }
    }
  });

  describe("that holds messages of files left to protobuf-es", () => {
    const left = ["google/protobuf/type", "google/protobuf/source_context"];
    const files = compileFiles({ form: () => form, isCompiled: ({ name }) => !left.includes(name) });
    const api = files.type(ApiSchema);
    const init = {
      name: "acme.v1.Hats",
      sourceContext: { fileName: "hats.proto" },
      options: [{ name: "a", value: { typeUrl: "x/y", value: Uint8Array.of(1) } }, { name: "b" }],
      methods: [{ name: "Make", options: [{ name: "c" }] }],
    };
    const bytes = toBinary(ApiSchema, create(ApiSchema, init));

    it("is the message of protobuf-es, with the same bytes", () => {
      const message = compiled.create(api, init);
      expect(message).toEqual(create(ApiSchema, init));
      expect(compiled.toBinary(api, message)).toEqual(bytes);
      expect(compiled.fromBinary(api, bytes)).toEqual(fromBinary(ApiSchema, bytes));
    });

    it("merges them, and refuses what is cut off in them", () => {
      const more = toBinary(ApiSchema, create(ApiSchema, { sourceContext: {}, options: [{ name: "d" }] }));
      const merged = compiled.mergeFromBinary(api, compiled.fromBinary(api, bytes), more);
      expect(merged).toEqual(mergeFromBinary(ApiSchema, fromBinary(ApiSchema, bytes), more));
      for (let end = 0; end < bytes.byteLength; end++) {
        const cut = bytes.subarray(0, end);
        expect(outcomeOf(() => compiled.fromBinary(api, cut))).toEqual(outcomeOf(() => fromBinary(ApiSchema, cut)));
      }
    });

    it("passes on whether unknown fields are kept, and how deep they may be", () => {
      // A source context, field 5, with an unknown field.
      const odd = Uint8Array.of(0x2a, withUnknown.byteLength - 2, ...withUnknown.subarray(2));
      for (const options of [{}, { readUnknownFields: false }, { recursionLimit: 1 }, { recursionLimit: 2 }]) {
        const read = outcomeOf(() => compiled.fromBinary(api, odd, options));
        expect(read).toEqual(outcomeOf(() => fromBinary(ApiSchema, odd, options)));
      }
      const message = compiled.fromBinary(api, odd);
      for (const writeUnknownFields of [true, false]) {
        const written = compiled.toBinary(api, message, { writeUnknownFields });
        expect(written).toEqual(toBinary(ApiSchema, fromBinary(ApiSchema, odd), { writeUnknownFields }));
      }
    });
  });
});
