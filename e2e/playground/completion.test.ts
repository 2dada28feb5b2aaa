import { CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { completeJson } from "../../playground/model/complete-json.ts";
import { documentAt, summarizePlace } from "../../playground/model/document-at.ts";
import { slotOfRequest } from "../../playground/model/slot.ts";
import { shopMethod } from "./every-kind.ts";

interface Options {
  method?: ReturnType<typeof shopMethod>;
  /** Not asked for, but opened by typing. */
  isTyping?: boolean;
}

/** Completes at the bar. */
function complete(marked: string, { method = shopMethod("Buy"), isTyping = false }: Options = {}) {
  const position = marked.indexOf("|");
  const state = EditorState.create({ doc: marked.replace("|", "") });
  const source = completeJson(slotOfRequest(method.descriptor.input, method.sendsMany), method.registry);
  return source(new CompletionContext(state, position, !isTyping)) as CompletionResult | null;
}

function labels(marked: string, options?: Options): readonly string[] {
  return complete(marked, options)?.options.map(({ label, displayLabel }) => displayLabel ?? label) ?? [];
}

describe("completion of names", () => {
  it.each([
    ["in an empty object", "{ | }"],
    ["in a name that has no end yet", '{ "cu|'],
    ["in a name before other text", '{ "cu|\n  "weight": 1 }'],
    ["after a comma that nothing follows", '{ "weight": 1, | }'],
    ["after a line without its comma", '{ "weight": 1\n  "cu|"\n}'],
    ["without quotes", "{ cus|"],
    ["in a message inside broken JSON", '{ "children": [{ "weight": , }, { "cu| ] '],
    ["in the message of a map", '{ "parts": { "7": { "c|" } } }'],
    ["in the message of an Any", '{ "detail": { "@type": "type.googleapis.com/shop.Order", "| } }'],
    ["in an Any whose type comes later", '{ "detail": { "c|": 1, "@type": "x/shop.Order" } }'],
  ])("offers the fields of the message %s", (_, marked) => {
    expect(labels(marked)).toContain("customer");
  });

  it("offers the fields of a message of a stream", () => {
    expect(labels('[{}, { "| }]', { method: shopMethod("BuyMany") })).toContain("customer");
  });

  it("finds a field by its name in the .proto file, too", () => {
    expect(complete('{ "order_| }')?.options[0]?.label).toBe("orderId order_id");
  });

  it("leaves out the fields that are there, under either name", () => {
    const offered = labels('{ "order_id": 1, "customer": "a", "|": 2 }');
    expect(offered).not.toContain("orderId");
    expect(offered).not.toContain("customer");
    expect(offered).toContain("count");
  });

  it("shows the other fields of a oneof as unavailable, and last", () => {
    const options = complete('{ "card": "1", | }')?.options ?? [];
    expect(options.slice(-2).map(({ displayLabel, type, detail }) => [displayLabel, type, detail])).toEqual([
      ["invoice", "unavailable", "not beside card: one of payment"],
      ["credit", "unavailable", "not beside card: one of payment"],
    ]);
  });

  it.each([
    ["card", []],
    ["credit", ["card", "invoice"]],
  ])("knows whether %s counts in its oneof if it is null", (name, blocked) => {
    const options = complete(`{ "${name}": null, | }`)?.options ?? [];
    const unavailable = options.filter(({ type }) => type === "unavailable");
    expect(unavailable.map(({ displayLabel }) => displayLabel)).toEqual(blocked);
  });

  it("has type, number, comment and what is deprecated", () => {
    const options = complete("{ | }")?.options ?? [];
    const [customer, oldCode] = ["customer", "oldCode"].map((name) =>
      options.find((option) => option.displayLabel === name),
    );
    expect(customer).toMatchObject({ detail: "string", info: "string = 2\nWho buys. As on the invoice." });
    expect(oldCode).toMatchObject({ type: "deprecated" });
  });

  it("offers the keys of a map of booleans, and none of other maps", () => {
    expect(labels('{ "flags": { "|" } }')).toEqual(["true", "false"]);
    expect(labels('{ "stock": { "|" } }')).toEqual([]);
  });

  it("starts an Any with its type", () => {
    expect(labels('{ "detail": { | } }')).toEqual(["@type"]);
    expect(labels('{ "detail": { "@type": "x/google.protobuf.Duration", | } }')).toEqual(["value"]);
  });
});

describe("completion of values", () => {
  it.each([
    ['{ "color": "|', ["COLOR_NONE", "COLOR_RED", "COLOR_MAUVE"]],
    ['{ "colors": ["COLOR_RED", "|"] }', ["COLOR_NONE", "COLOR_RED", "COLOR_MAUVE"]],
    ['{ "flags": { "true": "|" } }', ["COLOR_NONE", "COLOR_RED", "COLOR_MAUVE"]],
    ['{ "isOpen": t| }', ["true", "false", "null"]],
    ['{ "leadTime": "|" }', ["1s", "0.5s", "60s", "3600s"]],
    ['{ "tags": | }', ["[]", "null"]],
    ['{ "label": | }', ["{}", "null"]],
    ['{ "tags": [|] }', []],
    ['{ "customer": "| }', []],
    ['{ "count": 1| }', []],
    ['{ "extra": { "a": | } }', []],
    ['{ "nonsense": | }', []],
    ['{ "count": 1 | }', []],
  ])("%s", (marked, expected) => {
    expect(labels(marked).filter((label) => label !== '""')).toEqual(expected);
  });

  it("offers the types that an Any may have", () => {
    expect(labels('{ "detail": { "@type": "|" } }')).toEqual(
      expect.arrayContaining(["shop.Order", "shop.old.Label", "google.protobuf.Timestamp"]),
    );
  });

  it("offers the current time", () => {
    expect(labels('{ "placedAt": "|" }')[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it("offers paths for a field mask, one after another", () => {
    const result = complete('{ "mask": "invoice.customer,pla|" }');
    expect(result?.options.map(({ label }) => label)).toEqual(
      expect.arrayContaining(["customer", "children", "label.title"]),
    );
    expect(result?.from).toBe('{ "mask": "invoice.customer,'.length);
  });
});

it("the list does not open by itself where Enter is wanted for a new line", () => {
  expect(labels("{|", { isTyping: true })).toEqual([]);
  expect(labels('{ "color": |', { isTyping: true })).toEqual([]);
  expect(labels('{ "|', { isTyping: true })).toContain("customer");
});

describe("documentation of the place at the cursor", () => {
  function summary(marked: string): string | undefined {
    const { registry, descriptor } = shopMethod("Buy");
    const state = EditorState.create({ doc: marked.replace("|", "") });
    const place = documentAt(state.doc, marked.indexOf("|"), slotOfRequest(descriptor.input, false), registry);
    return place && summarizePlace(place);
  }

  it.each([
    ['{ "cust|omer": "Ada" }', "customer: string = 2 · Who buys. As on the invoice."],
    ['{ "customer": "A|da" }', "customer: string = 2 · Who buys. As on the invoice."],
    ['{ "color": "COLOR_|RED" }', "color: shop.Color = 5 · COLOR_RED = 1 · Like a tomato."],
    ['{ "color": "COLOR_MAU|VE" }', "color: shop.Color = 5 · COLOR_MAUVE = 2 · Deprecated."],
    ['{ "tags": ["a|"] }', "tags: repeated string = 9"],
    ['{ "label": { "wi|dth": 1 } }', "width: int32 = 2 · Default: 80."],
    ['{ "old|Code": "" }', "oldCode: string = 29 · Deprecated. · In the .proto file: old_code."],
    ['{ "card|": "" }', "card: string = 14 · One of payment: card, invoice, credit."],
    ['{ "stock": { "a|": 1 } }', "stock: map<string, int32> = 11"],
    ['{ "nonsense|": 1 }', undefined],
  ])("%s", (marked, expected) => {
    expect(summary(marked)).toBe(expected);
  });
});
