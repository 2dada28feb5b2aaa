/** Shows JSON as a tree. Accepts any result of JSON.parse, however deep and whatever its keys. */
import { plural } from "./format.ts";
import { grouped, lazily, note, quoted, shownChars, type TreeNode } from "./tree.ts";

/** @returns a note that says what is wrong if the text is not JSON */
export function jsonTree(text: string): readonly TreeNode[] {
  try {
    return nodesOf(JSON.parse(text));
  } catch (error) {
    return [
      note(`Not valid JSON: ${error instanceof Error ? error.message : String(error)}`, "problem"),
      { name: "", value: quoted(text), tone: "text", whole: () => text },
    ];
  }
}

/** The fields of an object or the elements of a list; anything else is a single node. */
export function nodesOf(value: unknown): readonly TreeNode[] {
  const children = childrenOf(value);
  return children ? (children().length > 0 ? children() : [note("{}")]) : [jsonNode("", value)];
}

function jsonNode(name: string, value: unknown, isIndex = false): TreeNode {
  const children = childrenOf(value);
  if (children) {
    const count = Array.isArray(value) ? value.length : Object.keys(value as object).length;
    const summary = Array.isArray(value) ? plural(count, "element") : plural(count, "field");
    const node = { name, isIndex, tone: "note" as const, whole: () => JSON.stringify(value, null, 2) };
    return count === 0 ? { ...node, value: Array.isArray(value) ? "[]" : "{}" } : { ...node, value: summary, children };
  }
  if (typeof value === "string") {
    return {
      name,
      isIndex,
      value: quoted(value),
      tone: "text",
      ...(value.length > shownChars && { hint: plural(value.length, "character") }),
      whole: () => value,
    };
  }
  return { name, isIndex, value: String(value), tone: typeof value === "number" ? "number" : "literal" };
}

function childrenOf(value: unknown): (() => readonly TreeNode[]) | undefined {
  if (Array.isArray(value)) {
    return lazily(() =>
      grouped(value.length, (from, to) =>
        value.slice(from, to).map((element, index) => jsonNode(String(from + index), element, true)),
      ),
    );
  }
  if (typeof value === "object" && value !== null) {
    return lazily(() => {
      const entries = Object.entries(value);
      return grouped(entries.length, (from, to) =>
        entries.slice(from, to).map(([name, field]) => jsonNode(name, field)),
      );
    });
  }
  return undefined;
}
