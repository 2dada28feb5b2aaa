import { fromJsonString } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRequest } from "../../playground/model/check-request.ts";
import { listMisfits } from "../../playground/model/list-misfits.ts";
import { parseDraft } from "../../playground/model/parse-draft.ts";
import { slotOfRequest } from "../../playground/model/slot.ts";
import { shopMethod } from "./every-kind.ts";

const buy = shopMethod("Buy");

function problemsOf(text: string, method = buy): readonly string[] {
  const checked = checkRequest(method, text);
  return "problems" in checked ? checked.problems.map(({ message }) => message) : [];
}

describe("a request that does not match its type", () => {
  it("has a sentence for every problem, in the order of the text", () => {
    const text = [
      "{",
      '  "orderId": "many",',
      '  "count": -1,',
      '  "color": "COLOR_PINK",',
      '  "colour": 1,',
      '  "tags": ["a", 5],',
      '  "stock": { "hats": "few" },',
      '  "flags": { "maybe": 1 },',
      '  "placedAt": "tomorrow",',
      '  "children": [{ "weight": true }]',
      "}",
    ];
    expect(problemsOf(text.join("\n"))).toEqual([
      'Line 2, column 14: Field "orderId" of shop.Order: expected a whole number from -9223372036854775808 to 9223372036854775807, got "many".',
      'Line 3, column 12: Field "count" of shop.Order: expected a whole number from 0 to 4294967295, got -1.',
      'Line 4, column 12: Field "color" of shop.Order: expected a value of shop.Color: COLOR_NONE, COLOR_RED, COLOR_MAUVE, got "COLOR_PINK".',
      expect.stringMatching(/^Line 5, column 3: shop.Order has no field "colour"; it has orderId, customer, /),
      'Line 6, column 17: Field "tags" of shop.Order: expected a string, got 5.',
      'Line 7, column 22: Field "stock" of shop.Order: expected a whole number from -2147483648 to 2147483647, got "few".',
      'Line 8, column 14: Field "flags" of shop.Order: expected an object, { … }, with keys that are "true" or "false", got "maybe".',
      'Line 9, column 15: Field "placedAt" of shop.Order: expected a time from year 1 to 9999, such as "2026-01-31T12:00:00Z", got "tomorrow".',
      'Line 10, column 28: Field "weight" of shop.Order: expected a number, "NaN", "Infinity" or "-Infinity", got true.',
    ]);
  });

  it.each([
    ['{ "card": "1", "credit": "2" }', 'Only one field of the oneof "payment" can be set: card, invoice, credit.'],
    ['{ "count": 1, "count": 2 }', 'Field "count" is set twice: remove one of the two.'],
    ['{ "order_id": 1, "orderId": 2 }', 'Field "orderId" is set twice'],
    ['{ "parts": { "1": {}, "01": {} } }', 'the key "01" occurs twice: remove one of the two.'],
    ['{ "label": {} }', 'Field "title" of shop.old.Label is required.'],
    ['{ "detail": { "@type": "x/acme.Odd" } }', "the type acme.Odd is not in this schema."],
    ['{ "detail": { "a": 1 } }', '"@type" has to name a type.'],
    ['{ "detail": { "@type": "x/shop.Order", "count": "x" } }', 'Field "count" of shop.Order: expected a whole'],
    ['{ "tags": [null] }', 'Field "tags" of shop.Order: expected a string, got null.'],
    ["7", "Not a valid shop.Order: expected an object with the fields of shop.Order, got 7."],
  ])("is told what is wrong: %s", (text, problem) => {
    expect(problemsOf(text).join("\n")).toContain(problem);
  });

  it("has at most a hundred problems, however many there are", () => {
    expect(problemsOf(`{ "tags": [${Array(5000).fill("1").join(",")}] }`)).toHaveLength(100);
  });

  it("is found in the message of a stream where it is", () => {
    expect(problemsOf('[{}, { "count": "x" }, { "y": 1 }]', shopMethod("BuyMany"))).toEqual([
      expect.stringMatching(/^Line 1, column 17: Field "count"/),
      expect.stringMatching(/^Line 1, column 26: shop.Order has no field "y"/),
    ]);
  });
});

it("a deprecated field is a hint and no problem", () => {
  const checked = checkRequest(buy, '{ "oldCode": "x" }');
  expect("hints" in checked && checked.hints.map(({ message }) => message)).toEqual([
    'Line 1, column 3: Field "oldCode" of shop.Order is deprecated.',
  ]);
});

it("whatever the JSON is, its problems are those of protobuf-es", () => {
  const names = ["orderId", "count", "color", "gift", "tags", "stock", "flags", "parts", "card", "invoice", "credit"];
  const more = [
    "placedAt",
    "leadTime",
    "mask",
    "extra",
    "anything",
    "row",
    "detail",
    "discount",
    "nothing",
    "times",
    "seal",
  ];
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(
      "",
      "1",
      "01",
      "x",
      "a_b",
      "1.5s",
      "2026-01-31T12:00:00Z",
      "COLOR_RED",
      "AAA=",
      "type.x/shop.Order",
    ),
    fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 31, 2 ** 32, 2 ** 53, 1e300),
  );
  const json = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("value"), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom(...names, ...more, "@type", "value", "true", "1", "x"), tie("value"), {
        maxKeys: 3,
      }),
    ),
  })).value;
  const slot = slotOfRequest(buy.descriptor.input, false);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names, ...more), json, { maxKeys: 3 }), (value) => {
      const text = JSON.stringify(value);
      const root = parseDraft(text);
      const misfits = root ? listMisfits(root, slot, buy.registry) : [];
      let refusal: unknown;
      try {
        fromJsonString(buy.descriptor.input, text, { registry: buy.registry });
      } catch (error) {
        refusal = error;
      }
      expect(misfits.filter(({ severity, isMissing }) => severity === "error" && !isMissing).length > 0).toBe(
        refusal !== undefined,
      );
    }),
    { numRuns: 1000, examples: [[{ invoice: {}, credit: null }], [{ credit: null }], [{ card: null, credit: null }]] },
  );
});
