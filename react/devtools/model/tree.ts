/**
 * A tree that is decoded on demand: closed nodes are not read, so that showing 5 MB takes no longer than showing 50 bytes.
 */

export type Tone = "text" | "number" | "literal" | "bytes" | "note" | "problem";

export interface TreeNode {
  readonly name: string;
  /** The name is an index in a list. */
  readonly isIndex?: boolean;
  /** One line, cut. */
  readonly value: string;
  readonly tone: Tone;
  /** The type, or the number of a field that the schema does not know. */
  readonly hint?: string;
  /** Where its bytes lie in the frame. */
  readonly range?: readonly [from: number, to: number];
  /** All of the value, for the clipboard, where `value` is only its beginning. */
  readonly whole?: () => string;
  readonly children?: () => readonly TreeNode[];
}

export interface TreeRow {
  readonly node: TreeNode;
  readonly depth: number;
  /** Names the node among all of its tree. */
  readonly path: string;
  readonly isOpen: boolean;
}

/** Maximum number of rows; beyond it, the last row says that there are more. */
const mostRows = 200_000;
const groupSize = 500;
export const shownChars = 300;

/** Returns the visible rows of a tree. Does not recurse, because the data of a page may be nested very deeply. */
export function treeRows(roots: readonly TreeNode[], isOpen: (path: string, depth: number) => boolean): TreeRow[] {
  const rows: TreeRow[] = [];
  const stack: { nodes: readonly TreeNode[]; next: number; path: string }[] = [{ nodes: roots, next: 0, path: "" }];
  for (let level = stack.at(-1); level; level = stack.at(-1)) {
    const node = level.nodes[level.next];
    if (!node) {
      stack.pop();
      continue;
    }
    const depth = stack.length - 1;
    const path = `${level.path}/${level.next++}`;
    const open = node.children !== undefined && isOpen(path, depth);
    rows.push({ node, depth, path, isOpen: open });
    if (rows.length >= mostRows) {
      rows.push({
        node: note("Too many rows to show: collapse some to see the rest."),
        depth: 0,
        path: "!",
        isOpen: false,
      });
      return rows;
    }
    if (open && node.children) {
      stack.push({ nodes: node.children(), next: 0, path });
    }
  }
  return rows;
}

export function note(value: string, tone: "note" | "problem" = "note"): TreeNode {
  return { name: "", value, tone };
}

/** Creates children once, when they are first needed. */
export function lazily(make: () => readonly TreeNode[]): () => readonly TreeNode[] {
  let nodes: readonly TreeNode[] | undefined;
  return () => {
    nodes ??= make();
    return nodes;
  };
}

/** Splits a long list into groups. */
export function grouped(count: number, nodesFrom: (from: number, to: number) => TreeNode[]): readonly TreeNode[] {
  if (count <= groupSize) {
    return nodesFrom(0, count);
  }
  // More than half a million would need nested groups: larger groups are good enough.
  const size = Math.max(groupSize, Math.ceil(count / 1000));
  return Array.from({ length: Math.ceil(count / size) }, (_, group): TreeNode => {
    const from = group * size;
    const to = Math.min(count, from + size);
    return {
      name: `${from} … ${to - 1}`,
      isIndex: true,
      value: "",
      tone: "note",
      children: lazily(() => nodesFrom(from, to)),
    };
  });
}

/** Returns the beginning of a text, in quotes and on one line. */
export function quoted(text: string): string {
  const shown = text.length > shownChars ? text.slice(0, shownChars) : text;
  return JSON.stringify(shown.replace(/[\ud800-\udbff]$/, "")) + (text.length > shownChars ? " …" : "");
}
