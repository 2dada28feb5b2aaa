/** Formats a frame as text for the clipboard: as JSON if possible, otherwise as a tree. */
import { fromBinary, toJson } from "@bufbuild/protobuf";
import { frameTree, type Reading } from "./frame-tree.ts";
import { treeText } from "./tree-text.ts";

export function frameText(bytes: Uint8Array, reading: Reading): string {
  const { kind, codec, desc, registry } = reading;
  try {
    if (kind === "message" && codec === "proto" && desc) {
      const options = registry ? { registry } : {};
      return JSON.stringify(toJson(desc, fromBinary(desc, bytes), options), null, 2);
    }
    if (kind === "end" || codec === "json") {
      return JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)), null, 2);
    }
  } catch {
    // For example, an Any of an unknown type: the tree shows what is known.
  }
  return treeText(frameTree(bytes, reading));
}
