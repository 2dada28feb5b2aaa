/** The parser of requests: it agrees with the engine about what is JSON, and with the editor about where everything is. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDraft } from "../../playground/model/parse-draft.ts";
import { parseJson } from "../../playground/model/parse-json.ts";

/** JSON, laid out in some way, perhaps with something wrong. */
const texts = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.constantFrom(undefined, "\t", 3),
    fc.nat(),
    fc.constantFrom("", "", ",", '"', "]", "\\", "x", "\n", "01"),
  )
  .map(([json, indent, at, added]) => {
    const text = JSON.stringify(JSON.parse(json), null, indent);
    const place = at % (text.length + 1);
    return text.slice(0, place) + added + text.slice(place);
  });

test("finds the values, names and places that the editor's parser finds", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseJson(text);
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect("root" in parsed).toBe(isJson);
      if ("root" in parsed) {
        expect(parsed.root).toEqual(parseDraft(text));
      }
    }),
  );
});

test("says where text stops being JSON", () => {
  const broken = { '{"a" 1}': 5, "[1,]": 3, '{"a":1': 6, "[1] 2": 4, '["a\nb"]': 1, "": 0, tru: 0, '{"a":01}': 6 };
  for (const [text, brokenAt] of Object.entries(broken)) {
    expect(parseJson(text), text).toEqual({ brokenAt });
  }
});

test("takes strings of any length, and nesting of any depth", () => {
  const long = JSON.stringify("x\\n".repeat(3_000_000));
  expect(parseJson(long)).toMatchObject({ root: { kind: "string", to: long.length } });
  const deep = `${"[".repeat(100_000)}"]"${"]".repeat(100_000)}`;
  expect(parseJson(deep)).toMatchObject({ root: { kind: "array", to: deep.length } });
});
