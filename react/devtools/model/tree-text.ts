/** Formats a tree as indented text, for the clipboard if there is no JSON. */
import { type TreeNode, treeRows } from "./tree.ts";

export function treeText(roots: readonly TreeNode[]): string {
  return treeRows(roots, () => true)
    .map(({ node, depth }) => {
      const value = node.children ? "" : node.tone === "text" && node.whole ? JSON.stringify(node.whole()) : node.value;
      return `${"  ".repeat(depth)}${node.name === "" ? value : `${node.name}: ${value}`}`.trimEnd();
    })
    .join("\n");
}
