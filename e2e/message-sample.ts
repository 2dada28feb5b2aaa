/** A message type with every kind of field, built by hand because the playground's messages are simple. */
import { create, createFileRegistry, type DescMessage, type Message } from "@bufbuild/protobuf";
import {
  FileDescriptorProtoSchema,
  file_google_protobuf_any,
  file_google_protobuf_struct,
  file_google_protobuf_wrappers,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { field } from "./field-proto.ts";

const mapEntry = (name: string, value: ReturnType<typeof field>) => ({
  name,
  options: { mapEntry: true },
  field: [field(1, "key", Type.STRING), value],
});

const imports = [file_google_protobuf_any, file_google_protobuf_struct, file_google_protobuf_wrappers];

const file = create(FileDescriptorProtoSchema, {
  name: "sample.proto",
  package: "sample",
  syntax: "proto3",
  dependency: imports.map(({ proto }) => proto.name),
  enumType: [
    {
      name: "Color",
      value: [
        { name: "COLOR_NONE", number: 0 },
        { name: "COLOR_RED", number: 1 },
      ],
    },
  ],
  messageType: [
    {
      name: "Sample",
      oneofDecl: [{ name: "result" }, { name: "_limit" }],
      nestedType: [
        mapEntry("WeightsEntry", field(2, "value", Type.DOUBLE)),
        mapEntry("ByNameEntry", field(2, "value", Type.MESSAGE, { typeName: "sample.Sample" })),
      ],
      field: [
        field(1, "page", Type.INT64),
        field(2, "score", Type.DOUBLE),
        field(3, "name", Type.STRING),
        field(4, "is_hot", Type.BOOL),
        field(5, "token", Type.BYTES),
        field(6, "color", Type.ENUM, { typeName: "sample.Color" }),
        field(7, "limit", Type.INT32, { oneofIndex: 1, isOptional: true }),
        field(8, "child", Type.MESSAGE, { typeName: "sample.Sample" }),
        field(9, "tags", Type.STRING, { isRepeated: true }),
        field(10, "children", Type.MESSAGE, { typeName: "sample.Sample", isRepeated: true }),
        field(11, "tokens", Type.BYTES, { isRepeated: true }),
        field(12, "weights", Type.MESSAGE, { typeName: "sample.Sample.WeightsEntry", isRepeated: true }),
        field(13, "by_name", Type.MESSAGE, { typeName: "sample.Sample.ByNameEntry", isRepeated: true }),
        field(14, "text", Type.STRING, { oneofIndex: 0 }),
        field(15, "part", Type.MESSAGE, { typeName: "sample.Sample", oneofIndex: 0 }),
        field(20, "note", Type.STRING, { oneofIndex: 0 }),
        field(21, "amount", Type.MESSAGE, { typeName: "google.protobuf.Int64Value", oneofIndex: 0 }),
        field(16, "total", Type.MESSAGE, { typeName: "google.protobuf.Int64Value" }),
        field(17, "seal", Type.MESSAGE, { typeName: "google.protobuf.BytesValue" }),
        field(18, "meta", Type.MESSAGE, { typeName: "google.protobuf.Struct" }),
        field(19, "detail", Type.MESSAGE, { typeName: "google.protobuf.Any" }),
      ],
    },
  ],
});

function sampleSchema(): DescMessage {
  const registry = createFileRegistry(file, (name) => imports.find(({ proto }) => proto.name === name));
  const schema = registry.getMessage("sample.Sample");
  if (!schema) {
    throw new Error("the sample has no message");
  }
  return schema;
}

export type SampleFields = {
  page?: bigint;
  score?: number;
  name?: string;
  isHot?: boolean;
  token?: Uint8Array;
  color?: number;
  limit?: number;
  child?: SampleFields;
  tags?: string[];
  children?: SampleFields[];
  tokens?: Uint8Array[];
  weights?: Record<string, number>;
  byName?: Record<string, SampleFields>;
  result?: { case?: string; value?: unknown };
  total?: bigint;
  seal?: Uint8Array;
  meta?: Record<string, unknown>;
  detail?: { typeUrl?: string; value?: Uint8Array };
};

export const SampleSchema = sampleSchema();

export type Sample = Message & SampleFields;

/** Creates a complete message of the sample type. */
export function sample(fields: SampleFields = {}): Sample {
  return create(SampleSchema, fields) as Sample;
}

// Few values of each, so that two samples often have the same one.
const bytes = fc.constantFrom([], [0], [1, 255]).map((items) => Uint8Array.from(items));
const double = fc.constantFrom(0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY);
const word = fc.constantFrom("", "a", "b", "__proto__", "~a");
const int64 = fc.constantFrom(0n, 1n, -(2n ** 63n));
const int32 = fc.integer({ min: 0, max: 2 });
// Parsed each time, because equal parts must not be the same object.
const json = fc
  .constantFrom("null", "0", "1", '""', '"1"', "[]", "[null]", "[1]", "{}", '{"a":1}', '{"a":[]}', '{"a":{}}')
  .map((text) => JSON.parse(text));

/** The fields of a sample, nested up to three deep. */
export const sampleFields: fc.Arbitrary<SampleFields> = fc.letrec<{ fields: SampleFields }>((tie) => {
  const nested = fc.option(tie("fields"), { nil: undefined, depthIdentifier: "sample" });
  const present = nested.map((fields) => fields ?? {});
  return {
    fields: fc.record<SampleFields, never>(
      {
        page: int64,
        score: double,
        name: word,
        isHot: fc.boolean(),
        token: bytes,
        color: int32,
        limit: int32,
        child: nested as fc.Arbitrary<SampleFields>,
        tags: fc.array(word, { maxLength: 2 }),
        children: fc.array(present, { maxLength: 2, depthIdentifier: "sample" }),
        tokens: fc.array(bytes, { maxLength: 2 }),
        weights: fc.dictionary(word, double, { maxKeys: 2 }).map(sorted),
        byName: fc.dictionary(word, present, { maxKeys: 2, depthIdentifier: "sample" }).map(sorted),
        result: fc.oneof(
          fc.constant({ case: undefined }),
          word.map((value) => ({ case: "text", value })),
          word.map((value) => ({ case: "note", value })),
          int64.map((value) => ({ case: "amount", value: { value } })),
          present.map((value) => ({ case: "part", value })),
        ),
        total: int64,
        seal: bytes,
        meta: fc.dictionary(word, json, { maxKeys: 2 }).map(sorted),
        detail: fc.record({ typeUrl: word, value: bytes }),
      },
      { requiredKeys: [] },
    ),
  };
}).fields;

/** The fields of two samples that differ in at most one field, so that they are often equal. */
export const similarFields: fc.Arbitrary<[SampleFields, SampleFields]> = fc
  .tuple(sampleFields, sampleFields, fc.nat())
  .map(([a, b, choice]) => {
    const names = [...Object.keys(a), ...Object.keys(b)] as (keyof SampleFields)[];
    const name = names[choice % names.length];
    return [a, name ? { ...a, [name]: b[name] } : b];
  });

/** Sorts entries, so that equal samples have the same binary form. */
function sorted<T>(entries: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
