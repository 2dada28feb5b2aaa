/** JSON of any depth and with any keys becomes a tree. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonTree } from "./json-tree.ts";
import { treeRows } from "./tree.ts";

test("every key and value is shown, whatever the keys", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const rows = treeRows(jsonTree(JSON.stringify(value)), () => true);
      expect(rows.length).toBeGreaterThan(0);
      const names = new Set(rows.map(({ node }) => node.name));
      const visit = (inner: unknown) => {
        if (typeof inner === "object" && inner !== null) {
          for (const [key, field] of Object.entries(inner)) {
            expect(names.has(key)).toBe(true);
            visit(field);
          }
        }
      };
      visit(value);
    }),
  );
  const hostile = jsonTree('{"__proto__": 1, "hasOwnProperty": 2, "constructor": null}');
  expect(hostile.map(({ name, value }) => `${name}=${value}`)).toEqual([
    "__proto__=1",
    "hasOwnProperty=2",
    "constructor=null",
  ]);
});

test("ten thousand levels are opened without recursion", () => {
  const rows = treeRows(jsonTree("[".repeat(10_000) + "]".repeat(10_000)), () => true);
  expect(rows).toHaveLength(9_999);
});

test("a long text is shortened on screen, and copied in full", () => {
  const [node] = jsonTree(JSON.stringify("x".repeat(10_000_000)));
  expect(node?.value.length).toBeLessThan(400);
  expect(node?.whole?.()).toHaveLength(10_000_000);
});

test("text that is not JSON is shown, with the reason", () => {
  const [problem, text] = jsonTree("{ nonsense");
  expect(problem?.tone).toBe("problem");
  expect(text?.value).toContain("nonsense");
});
