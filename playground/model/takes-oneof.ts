/**
 * Whether a property takes the place in its oneof: protobuf-es skips null for numbers and text alone, and a message or an enum
 * that is null counts.
 */
import type { DescField } from "@bufbuild/protobuf";
import type { JsonProperty } from "./json-node.ts";

export function takesOneof({ oneof, fieldKind }: DescField, { value }: JsonProperty): boolean {
  return oneof !== undefined && !(value?.raw === "null" && fieldKind === "scalar");
}
