/** A tree as text, indented: for the clipboard, where there is no JSON of it. */
import { type TreeNode, treeRows } from "./tree.ts";

export function treeText(roots: readonly TreeNode[]): string {
  return treeRows(roots, () => true)
    .map(({ node, depth }) => {
      const value = node.children ? "" : node.tone === "text" && node.whole ? JSON.stringify(node.whole()) : node.value;
      return `${"  ".repeat(depth)}${node.name === "" ? value : `${node.name}: ${value}`}`.trimEnd();
    })
    .join("\n");
}
