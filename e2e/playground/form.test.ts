import {
  create,
  createFileRegistry,
  type DescMessage,
  fromJsonString,
  type Message,
  type Registry,
  toJsonString,
} from "@bufbuild/protobuf";
import { file_google_protobuf_struct, file_google_protobuf_wrappers } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../compile/testing/random.ts";
import { randomFile } from "../../compile/testing/random-file.ts";
import { randomFields } from "../../compile/testing/random-message.ts";
import { differenceEdit } from "../../playground/model/difference-edit.ts";
import { chooseField, setField } from "../../playground/model/form-edit.ts";
import { enumChoices, enumRaw, inputText, lineBreakOf, scalarJson } from "../../playground/model/form-input.ts";
import { type FieldMember, membersOf, type OneofMember } from "../../playground/model/form-members.ts";
import { formatJson } from "../../playground/model/format-json.ts";
import { applyEdit, insertItem, removeItem, swapItems } from "../../playground/model/json-edit.ts";
import type { JsonNode } from "../../playground/model/json-node.ts";
import { parseDraft } from "../../playground/model/parse-draft.ts";
import { shopMethod } from "./every-kind.ts";
import { replayForm } from "./replay-form.ts";
import { shopJson } from "./shop-json.ts";

const buy = shopMethod("Buy");
const { input } = buy.descriptor;

function tree(text: string): JsonNode {
  const root = parseDraft(text);
  if (!root) {
    throw new Error(`no JSON: ${text}`);
  }
  return root;
}

/** The message that the text is, written by protobuf-es. */
function canonical(text: string): string {
  const options = { registry: buy.registry };
  return toJsonString(input, fromJsonString(input, text, options), options);
}

/** All fields of a message, those in oneofs as well. */
function fieldsOf(message: DescMessage, object: JsonNode): readonly FieldMember[] {
  return membersOf(message, object).flatMap((member) => (member.kind === "field" ? [member] : member.fields));
}

describe("nothing is lost between a message and the form", () => {
  it("a message of any schema can be filled in with the controls of the form", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (seed) => {
        const random = createRandom(seed);
        const { schema, registry } = namedInJson(randomFile(random, `p${seed}`), random.below(4));
        const message = jsonOf(schema, randomFields(random, schema), registry);
        if (message) {
          const text = replayForm(tree(message), schema, registry);
          const opts = { registry };
          const [before, after] = [message, text].map((json) => fromJsonString(schema, json, opts));
          expect(toJsonString(schema, after as Message, opts), text).toBe(
            toJsonString(schema, before as Message, opts),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it("so can one with every well-known type, an Any, a group and a oneof", () => {
    fc.assert(
      fc.property(shopJson, (json) => {
        const before = JSON.stringify(json);
        const after = replayForm(tree(before), input, buy.registry);
        // As JSON, because NaN does not equal itself.
        expect(canonical(after)).toBe(canonical(before));
      }),
      { numRuns: 60 },
    );
  });
});

describe("an edit", () => {
  it("of one field changes the text of that field only", () => {
    fc.assert(
      fc.property(shopJson, fc.nat(), fc.constantFrom(0, 2), fc.boolean(), (json, choice, indent, isRemoved) => {
        const text = JSON.stringify(json, null, indent);
        const object = tree(text);
        const members = fieldsOf(input, object).filter(({ property }) => property);
        const member = members[choice % members.length];
        if (!member?.property) {
          return;
        }
        const { name } = member.property;
        const edited = applyEdit(text, setField(text, object, member, isRemoved ? undefined : '"new"'));
        const { [name]: _, ...others } = json as Record<string, unknown>;
        const expected = isRemoved ? others : { ...(json as object), [name]: "new" };
        // Keys in their order, too.
        expect(JSON.stringify(JSON.parse(edited))).toBe(JSON.stringify(expected));
      }),
    );
  });

  it("keeps order, layout, digits and what is no field", () => {
    const text = '{\n    "weight": 1.50,\n    "orderId": 12345678901234567890, "odd": [1,2],\n    "tags": ["a","b"]\n}';
    const object = tree(text);
    const customer = fieldsOf(input, object).find(({ field }) => field.name === "customer");
    expect(customer && applyEdit(text, setField(text, object, customer, '"Ada"'))).toBe(
      text.replace('"b"]\n}', '"b"],\n    "customer": "Ada"\n}'),
    );
  });

  it("of a field that the text names as the .proto file does keeps that name", () => {
    const text = '{ "order_id": "1" }';
    const object = tree(text);
    const [orderId] = fieldsOf(input, object);
    expect(orderId && applyEdit(text, setField(text, object, orderId, '"2"'))).toBe('{ "order_id": "2" }');
  });

  it("of a list adds, removes and moves elements as the text is laid out", () => {
    const text = '[\n  1,\n  { "a": 2 }\n]';
    expect(applyEdit(text, insertItem(text, tree(text), 1, "5"))).toBe('[\n  1,\n  5,\n  { "a": 2 }\n]');
    expect(applyEdit(text, insertItem(text, tree(text), 2, "5"))).toBe('[\n  1,\n  { "a": 2 },\n  5\n]');
    expect(applyEdit(text, swapItems(text, tree(text), 0))).toBe('[\n  { "a": 2 },\n  1\n]');
    expect(applyEdit(text, removeItem(tree(text), 0))).toBe('[\n  { "a": 2 }\n]');
    expect(applyEdit(text, removeItem(tree(text), 1))).toBe("[\n  1\n]");
    expect(applyEdit("[7]", removeItem(tree("[7]"), 0))).toBe("[]");
    expect(applyEdit("[]", insertItem("[]", tree("[]"), 0, "{}"))).toBe("[\n  {}\n]");
  });
});

describe("a control", () => {
  it.each([
    ["9007199254740993", '"9007199254740993"', 3],
    ["1.50", "1.50", 1],
    ["1.", '"1."', 1],
    ["-", '"-"', 5],
    ["NaN", '"NaN"', 1],
    ["12", "12", 5],
    ["", undefined, 5],
    ["", '""', 9],
  ] as const)("keeps what was entered: %j", (text, json, scalar) => {
    expect(scalarJson(scalar, text)).toBe(json);
    expect(inputText(json === undefined ? undefined : tree(json))).toBe(text);
  });

  it("for an enum has its values, and a number that is none of them", () => {
    const color = input.fields.find(({ name }) => name === "color")?.enum;
    const labels = (text: string) => color && enumChoices(color, tree(text)).map(({ label }) => label);
    expect(labels("1")).toEqual(["COLOR_NONE = 0", "COLOR_RED = 1", "COLOR_MAUVE = 2"]);
    expect(color && enumRaw(color, tree("1"))).toBe('"COLOR_RED"');
    expect(labels("42")).toContain("42 (unknown number)");
    expect(labels('"PINK"')).toContain("PINK (not a value)");
  });

  it("for text gives line breaks back as they were, and none if they differ", () => {
    expect([lineBreakOf("a\r\nb\r\nc"), lineBreakOf("a\nb"), lineBreakOf("a"), lineBreakOf("a\rb\n")]).toEqual([
      "\r\n",
      "\n",
      "\n",
      undefined,
    ]);
  });
});

it("formatting keeps digits and keys, and is done after one time", () => {
  const text = '{"orderId":12345678901234567890,"weight":1.50,"tags":[],"stock":{"a":1,"a":2}}';
  const formatted = formatJson(text);
  expect(formatted.replace(/\s/g, "")).toBe(text);
  expect(formatJson(formatted)).toBe(formatted);
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(formatJson(json)).toBe(JSON.stringify(JSON.parse(json), null, 2));
    }),
  );
  expect(formatJson("{ oops")).toBe("{ oops");
});

it("two texts are the same after the edit that is their difference", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(applyEdit(a, differenceEdit(a, b))).toBe(b);
    }),
  );
});

/** A message of a random file, whose fields get the JSON names that a compiler would give them. */
function namedInJson(file: ReturnType<typeof randomFile>, choice: number): { schema: DescMessage; registry: Registry } {
  for (const message of file.proto.messageType) {
    for (const field of [...message.field, ...message.nestedType.flatMap((nested) => nested.field)]) {
      field.jsonName = field.name.replace(/_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
    }
  }
  const imports = [file_google_protobuf_struct, file_google_protobuf_wrappers];
  const registry = createFileRegistry(file.proto, (name) => imports.find(({ proto }) => proto.name === name));
  const messages = registry.getFile(file.proto.name)?.messages ?? [];
  const schema = messages[choice % messages.length];
  if (!schema) {
    throw new Error(`${file.proto.name} has no message`);
  }
  return { schema, registry };
}

/** Undefined for what has no JSON: half a character, a number in google.protobuf.Value that is none. */
function jsonOf(schema: DescMessage, fields: object, registry: Registry): string | undefined {
  try {
    const json = toJsonString(schema, create(schema, fields as never), { registry });
    fromJsonString(schema, json, { registry });
    return json;
  } catch {
    return undefined;
  }
}

describe("the choice of a field of a oneof", () => {
  const values = { card: '"1"', invoice: "{}", credit: '"2"' };
  const states = Object.entries(values).map(([name, value]) => ["", `"${name}": null`, `"${name}": ${value}`]);
  const [cards = [], invoices = [], credits = []] = states;
  const texts = cards.flatMap((card) =>
    invoices.flatMap((invoice) =>
      credits.flatMap((credit) =>
        [
          [card, '"count": 3', invoice, credit],
          [credit, invoice, card, '"count": 3'],
        ].map((parts) => `{\n  ${parts.filter((part) => part !== "").join(",\n  ")}\n}`),
      ),
    ),
  );

  it.each(Object.keys(values))("leaves %s alone in it, whatever else was set or null, and all other fields", (name) => {
    for (const text of texts) {
      const object = tree(text);
      const oneof = membersOf(input, object).find((member): member is OneofMember => member.kind === "oneof");
      const target = oneof?.fields.find(({ field }) => field.jsonName === name);
      expect(oneof && target, text).toBeDefined();
      const changed = applyEdit(text, chooseField(text, object, oneof as OneofMember, target?.field));
      const message = fromJsonString(input, changed, { registry: buy.registry }) as Message & Record<string, unknown>;
      expect([message.payment, message.count], `${text} became ${changed}`).toMatchObject([{ case: name }, 3]);
    }
  });
});
