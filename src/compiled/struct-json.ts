/** A field of the type google.protobuf.Struct holds plain JSON. */

import type { AnyMessage } from "./compiled-type.ts";
import { setOwn } from "./init.ts";

type Json = Record<string, unknown>;
interface Value {
  kind: { case: string | undefined; value?: unknown };
}

export function structOf(json: unknown): AnyMessage {
  const fields = {};
  if (json !== null && typeof json === "object" && !Array.isArray(json)) {
    for (const key of Object.keys(json)) {
      setOwn(fields, key, valueMessage((json as Json)[key]));
    }
  }
  return { $typeName: "google.protobuf.Struct", fields };
}

function valueMessage(json: unknown): AnyMessage {
  return { $typeName: "google.protobuf.Value", kind: kindOf(json) };
}

function kindOf(json: unknown): Value["kind"] {
  switch (typeof json) {
    case "number":
      return { case: "numberValue", value: json };
    case "string":
      return { case: "stringValue", value: json };
    case "boolean":
      return { case: "boolValue", value: json };
    case "object":
      if (json === null) {
        return { case: "nullValue", value: 0 };
      }
      return Array.isArray(json)
        ? { case: "listValue", value: { $typeName: "google.protobuf.ListValue", values: json.map(valueMessage) } }
        : { case: "structValue", value: structOf(json) };
    default:
      return { case: undefined };
  }
}

export function jsonOf(struct: AnyMessage): Json {
  const json: Json = {};
  const fields = struct.fields as Record<string, Value>;
  for (const key of Object.keys(fields)) {
    setOwn(json, key, jsonOfValue(fields[key] as Value));
  }
  return json;
}

function jsonOfValue({ kind }: Value): unknown {
  switch (kind.case) {
    case "structValue":
      return jsonOf(kind.value as AnyMessage);
    case "listValue":
      return (kind.value as { values: Value[] }).values.map(jsonOfValue);
    case "nullValue":
    case undefined:
      return null;
    default:
      return kind.value;
  }
}
