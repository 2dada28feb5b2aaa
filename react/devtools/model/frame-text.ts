/** Formats a frame as text for the clipboard: as JSON if possible, otherwise as a tree. */
import { create } from "@bufbuild/protobuf";
import { decodeSteps } from "./decode-steps.ts";
import { frameTree, type Reading } from "./frame-tree.ts";
import { jsonParts } from "./json-parts.ts";
import { inSlices, Pace, textInSlices } from "./pace.ts";
import { treeText } from "./tree-text.ts";

export async function frameText(bytes: Uint8Array, reading: Reading): Promise<string> {
  const { kind, codec, desc, registry } = reading;
  try {
    if (kind === "message" && codec === "proto" && desc) {
      const message = create(desc);
      await inSlices(decodeSteps(desc, message, bytes), new Pace());
      return (await textInSlices(jsonParts(desc, message, { registry, indent: 2 }))) ?? "";
    }
    if (kind === "end" || codec === "json") {
      return JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)), null, 2);
    }
  } catch {
    // For example, an Any of an unknown type: the tree shows what is known.
  }
  return treeText(frameTree(bytes, reading));
}
