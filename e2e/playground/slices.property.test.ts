/** Large messages are read and written in steps: the results are those of protobuf-es, wherever the steps end. */
import { create, createRegistry, fromJsonString, toBinary, toJson, toJsonString } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeJsonSteps } from "../../react/devtools/model/decode-json-steps.ts";
import { decodeSteps } from "../../react/devtools/model/decode-steps.ts";
import { jsonParts } from "../../react/devtools/model/json-parts.ts";
import { type SampleFields, SampleSchema, sample, sampleFields } from "../message-sample.ts";

const registry = createRegistry(SampleSchema);
/** From one step for each field to one for all. */
const sizes = fc.integer({ min: 0, max: 200 });
const samples = sampleFields.map((fields) => sample(withoutAny(fields)));

/** Their types are unknown, so that they have no JSON. */
function withoutAny({ detail: _, child, children, byName, result, ...fields }: SampleFields): SampleFields {
  return {
    ...fields,
    ...(child && { child: withoutAny(child) }),
    children: children?.map(withoutAny) ?? [],
    byName: Object.fromEntries(Object.entries(byName ?? {}).map(([key, value]) => [key, withoutAny(value)])),
    ...(result && {
      result: result.case === "part" ? { case: "part", value: withoutAny(result.value as SampleFields) } : result,
    }),
  };
}

test("the parts of a message are the JSON that protobuf-es writes", () => {
  fc.assert(
    fc.property(
      samples,
      sizes,
      fc.constantFrom(0, 2),
      fc.boolean(),
      (message, partChars, indent, alwaysEmitImplicit) => {
        const parts = [...jsonParts(SampleSchema, message, { registry, partChars, indent, alwaysEmitImplicit })];
        const whole = toJson(SampleSchema, message, { registry, alwaysEmitImplicit });
        expect(parts.join("")).toBe(JSON.stringify(whole, null, indent));
      },
    ),
  );
});

test("a part ends neither within a character nor within three bytes", () => {
  const message = sample({
    name: `${"ä😀\n".repeat(50)}\ud83d`,
    token: Uint8Array.from({ length: 200 }, (_, at) => at),
  });
  for (const partChars of [1, 2, 3, 4, 5, 64]) {
    const parts = [...jsonParts(SampleSchema, message, { partChars })];
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.join("")).toBe(JSON.stringify(toJson(SampleSchema, message)));
  }
});

test("the beginning of a large message takes no more steps than it needs", () => {
  const message = sample({ children: Array.from({ length: 20_000 }, () => ({ name: "x".repeat(50) })) });
  const parts = jsonParts(SampleSchema, message, { partChars: 1000 })[Symbol.iterator]();
  let text = "";
  for (let count = 0; text.length < 5000; count++) {
    expect(count).toBeLessThan(20);
    text += parts.next().value;
  }
});

test("a binary message that is decoded in steps is the one that was encoded", () => {
  fc.assert(
    fc.property(samples, sizes, (message, most) => {
      const bytes = toBinary(SampleSchema, message);
      const decoded = create(SampleSchema);
      expect([...decodeSteps(SampleSchema, decoded, bytes, most)].length).toBeLessThan(2 * bytes.byteLength + 1);
      expect(toBinary(SampleSchema, decoded)).toEqual(bytes);
    }),
  );
});

test("a message that is decoded from JSON in steps is the one that was written, however it is laid out", () => {
  fc.assert(
    fc.property(samples, sizes, fc.constantFrom(0, 1), (message, most, prettySpaces) => {
      const decoded = create(SampleSchema);
      const text = toJsonString(SampleSchema, message, { registry, prettySpaces });
      for (const _ of decodeJsonSteps(SampleSchema, decoded, text, { registry }, most)) {
        // Nothing to do in between.
      }
      const whole = fromJsonString(SampleSchema, text, { registry });
      expect(toBinary(SampleSchema, decoded)).toEqual(toBinary(SampleSchema, whole));
    }),
  );
});

test("what is no valid message is refused, in steps as in one go", () => {
  const bytes = toBinary(SampleSchema, sample({ children: [{ name: "abc" }, { name: "def" }] }));
  expect(() => [...decodeSteps(SampleSchema, create(SampleSchema), bytes.subarray(0, -1), 4)]).toThrow();
  const texts = [
    '{"name":"a"',
    '{"name":"a","name":"b"}',
    '{"name":"a"} {}',
    '{"children":[{"name":1}]}',
    '{"tags":["a",]}',
    '{"tags":["a" "b"]}',
    "[]",
    "",
  ];
  for (const text of texts) {
    expect(() => [...decodeJsonSteps(SampleSchema, create(SampleSchema), text, {}, 0)], text).toThrow();
  }
});
