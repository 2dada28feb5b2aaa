/** Variables in the JSON of a request. */

import { toJson } from "@bufbuild/protobuf";
import { CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { EditorState, Text } from "@codemirror/state";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallForm } from "../../playground/model/call-form.ts";
import { checkRequest } from "../../playground/model/check-request.ts";
import { completeVariable } from "../../playground/model/complete-variable.ts";
import type { Variable } from "../../playground/model/environments.ts";
import type { Values } from "../../playground/model/fill-in.ts";
import { formSource } from "../../playground/model/form-source.ts";
import { historyEntry } from "../../playground/model/history/history-entry.ts";
import { secretVariables } from "../../playground/model/secret-variables.ts";
import { defaultSettings } from "../../playground/model/settings.ts";
import { createTransportMaker } from "../../playground/model/settings-transport.ts";
import { formatShareHash, parseShareHash } from "../../playground/model/share/share-link.ts";
import { variableAt } from "../../playground/model/variable-at.ts";
import { callFormats } from "../../react/devtools/model/copy/formats.ts";
import { shopMethod } from "./every-kind.ts";

const buy = shopMethod("Buy");

function valuesOf(open: Record<string, string>, secret: Record<string, string> = {}): Values {
  const variables = (values: Record<string, string>, isSecret: boolean) =>
    Object.entries(values).map(([name, value]): [string, Variable] => [name, { id: name, name, value, isSecret }]);
  return { environmentName: "staging", byName: new Map([...variables(open, false), ...variables(secret, true)]) };
}

/** The message as JSON, or what is wrong. */
function filled(request: unknown, values: Values, method = buy): unknown {
  const text = typeof request === "string" ? request : JSON.stringify(request);
  const checked = checkRequest(method, text, values);
  if ("problems" in checked) {
    return checked.problems.map(({ message, from, to }) => [text.slice(from, to), message]);
  }
  const { registry, descriptor } = method;
  const json = checked.messages.map((message) => toJson(descriptor.input, message, { registry }));
  return method.sendsMany ? json : json[0];
}

describe("variables in a message", () => {
  it("are filled into strings of every place, also of maps, lists, Any and Struct", () => {
    const request = {
      customer: "Dear {{name}}!",
      tags: ["{{name}}", "plain"],
      stock: { "{{name}}": 3 },
      extra: { "{{name}}": ["{{ name }}"] },
      detail: { "@type": "type.googleapis.com/{{type}}", customer: "{{name}}", isOpen: "{{open}}" },
    };
    expect(filled(request, valuesOf({ name: "Ada", type: "shop.Order", open: "true" }))).toEqual({
      customer: "Dear Ada!",
      tags: ["Ada", "plain"],
      stock: { Ada: 3 },
      extra: { Ada: ["Ada"] },
      detail: { "@type": "type.googleapis.com/shop.Order", customer: "Ada", isOpen: true },
    });
  });

  it("stand for numbers, booleans, enums and times", () => {
    const values = valuesOf({
      n: "42",
      long: "9007199254740993",
      yes: "true",
      red: "COLOR_RED",
      one: "1",
      at: "1970-01-01T00:00:01Z",
    });
    const request = {
      count: "{{n}}",
      orderId: "{{long}}",
      weight: "{{n}}.5",
      isOpen: "{{yes}}",
      color: "{{red}}",
      colors: ["{{one}}"],
      credit: "{{long}}",
      placedAt: "{{at}}",
      parts: { "{{n}}": { gift: "{{yes}}" } },
    };
    expect(filled(request, values)).toEqual({
      count: 42,
      orderId: "9007199254740993",
      weight: 42.5,
      isOpen: true,
      color: "COLOR_RED",
      colors: ["COLOR_RED"],
      credit: "9007199254740993",
      placedAt: "1970-01-01T00:00:01Z",
      parts: { "42": { gift: true } },
    });
  });

  it("are filled into each message of a stream", () => {
    const values = valuesOf({ n: "1", name: "Ada" });
    const request = [{ customer: "{{name}}" }, {}, { count: "{{n}}", customer: "{{name}}{{name}}" }];
    expect(filled(request, values, shopMethod("BuyMany"))).toEqual([
      { customer: "Ada" },
      {},
      { count: 1, customer: "AdaAda" },
    ]);
  });

  it("arrive as they are, whatever the value contains", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        expect(filled({ tags: ["{{v}}"], customer: 'é"{{v}}\\' }, valuesOf({ v: value }))).toEqual({
          tags: [value],
          customer: `é"${value}\\`,
        });
      }),
    );
  });

  it("leave a message with other or doubled braces as it is", () => {
    const customer = "{{#each hats}} { {} }} {{ {{a b}} {{}} {{{{name}}}}";
    expect(filled({ customer }, valuesOf({ name: "Ada" }))).toEqual({
      customer: customer.replace("{{{{name}}}}", "{{name}}"),
    });
    expect(filled('{ "customer": "\\u007b{name}}" }', valuesOf({}))).toEqual({ customer: "{{name}}" });
  });

  it("that are unknown are named where they stand, with the other problems", () => {
    expect(filled('{ "customer": "{{who}}", "count": "{{n}}", "weight": "x" }', valuesOf({}))).toEqual([
      ['"{{who}}"', expect.stringContaining('column 15: {{who}}: the environment "staging" has no such variable.')],
      ['"{{n}}"', expect.stringContaining("{{n}}: the environment")],
      ['"x"', expect.stringContaining("expected a number")],
    ]);
  });

  it("whose value does not fit are shown with it, unless it is a secret", () => {
    const request = '{ "count": "{{word}}", "weight": "{{pin}}", "stock": "{{pin}}", "flags": { "{{pin}}": 0 } }';
    const problems = filled(request, valuesOf({ word: "many" }, { pin: "s3cret" })) as string[][];
    expect(problems.map(([place]) => place)).toEqual(['"{{word}}"', '"{{pin}}"', '"{{pin}}"', '"{{pin}}"']);
    expect(problems[0]?.[1]).toContain('got "{{word}}", which is "many".');
    expect(problems[1]?.[1]).toContain('got "{{pin}}", a secret.');
    expect(JSON.stringify(problems)).not.toContain("s3cret");
  });

  it("outside of strings are an error that says how to write them", () => {
    expect(filled('{ "customer": "{{a}}", "count": {{n}} }', valuesOf({ n: "1", a: "" }))).toEqual([
      ["{{n}}", 'Line 1, column 33: Not valid JSON: variables are written in strings, also for numbers: "{{n}}".'],
    ]);
  });
});

describe("a call with a secret in its message", () => {
  const values = valuesOf({ name: "Ada" }, { token: "s3cret", pin: "1234" });
  const form = (request: string): CallForm => ({
    method: buy,
    request,
    headers: [],
    settings: { ...defaultSettings, codec: "json" },
    values,
    makeTransport: createTransportMaker({}),
  });
  const copied = (request: string, withSecrets: boolean) =>
    callFormats.curl(formSource(form(request), { withSecrets, pageUrl: "http://localhost/" }));

  it("is copied with the reference instead, unless secrets are wanted", () => {
    const request = '{ "customer": "{{name}}", "note": "{{token}}" }';
    expect(copied(request, false)).toContain('"note":"{{token}}"');
    expect(copied(request, false)).toContain('"customer":"Ada"');
    expect(copied(request, true)).toContain('"note":"s3cret"');
  });

  it("is not copied if a number would be missing, and the reason says what to choose", () => {
    expect(() => copied('{ "count": "{{pin}}" }', false)).toThrow(
      'not valid without the value of {{pin}}: choose "Include secrets"',
    );
    expect(copied('{ "count": "{{pin}}" }', true)).toContain('"count":1234');
  });

  it("goes into links and the history as it is written", async () => {
    const request = '{ "customer": "{{name}}", "note": "{{token}}" }';
    const { hash } = await formatShareHash(form(request));
    expect((await parseShareHash(hash)).draft.request).toBe(request);
    expect(historyEntry(form(request), 0).request).toBe(request);
    expect(secretVariables(form(request))).toEqual(["token"]);
  });
});

describe("in the editor, variables", () => {
  const values = valuesOf({ name: "Ada", n: "1" }, { pin: "s3cret" });
  const complete = (marked: string) => {
    const state = EditorState.create({ doc: marked.replace("|", "") });
    const context = new CompletionContext(state, marked.indexOf("|"), false);
    return completeVariable(() => values)(context) as CompletionResult | null;
  };

  it("are offered after two braces in a string, with values that are no secrets", () => {
    for (const marked of ['{ "customer": "{{|" }', '{ "customer": "a {{ n|a}}" }', '{ "tags": ["{{|']) {
      expect(complete(marked)?.options.map(({ label, detail }) => [label, detail])).toEqual([
        ["name", "Ada"],
        ["n", "1"],
        ["pin", "••••••"],
      ]);
    }
    for (const marked of ['{ "a": {{|', '{ "a": "{|" }', '{ "a": "{{n}}|" }']) {
      expect(complete(marked)).toBeNull();
    }
  });

  it("tell their values at the pointer", () => {
    const doc = Text.of(["{", '  "customer": "{{name}} {{pin}} {{who}}"', "}"]);
    const at = (offset: number) => variableAt(doc, doc.line(2).from + offset, values);
    expect(at(3)).toBeUndefined();
    expect(at(18)).toMatchObject({ name: "name", value: "Ada", from: 17, to: 25 });
    expect(at(27)).toMatchObject({ name: "pin", value: "••••••" });
    expect(at(36)).toMatchObject({ name: "who", value: undefined });
  });
});
