/** Examples of the well-known types that have a JSON form of their own, without Any and FieldMask, which refer to others. */
import type { JsonValue } from "@bufbuild/protobuf";
import { snakeCase } from "./field-pattern.ts";

const start = Date.UTC(2026, 0, 15, 9, 30);
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const examples: Readonly<Record<string, (name: string, index: number) => JsonValue>> = {
  "google.protobuf.Timestamp"(name, index) {
    const isLater = /end|expire|until|update|modif|due/.test(snakeCase(name));
    return new Date(start + (isLater ? dayMs : 0) + index * minuteMs).toISOString().replace(".000Z", "Z");
  },
  "google.protobuf.Duration": (_, index) => `${index + 1}.500s`,
  "google.protobuf.Struct": (_, index) => structExample(index),
  "google.protobuf.Value": (_, index) => structExample(index),
  "google.protobuf.ListValue": (_, index) => ["wool", index + 1, true],
};

/** @returns undefined for other types */
export function wellKnownExample(typeName: string, name: string, index: number): JsonValue | undefined {
  return Object.hasOwn(examples, typeName) ? examples[typeName]?.(name, index) : undefined;
}

function structExample(index: number): JsonValue {
  return { material: "wool", count: index + 1, tags: ["warm", "red"] };
}
