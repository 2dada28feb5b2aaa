/** What a frame says as text for the clipboard: JSON where it has one, else its tree. */
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
    // An Any of a type that is not described, for one: its tree says what is known.
  }
  return treeText(frameTree(bytes, reading));
}
