/** Generates the line of text of which the runtime makes a message type. The format is that of src/compiled/table/plan.ts. */
import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { generateConstructor } from "./constructor.ts";
import { hasPrototype, isDelimited, oddNames, presence, storedAs } from "./fields.ts";
import type { Scope } from "./scope.ts";
import { literal } from "./syntax.ts";

interface Table {
  /** Statements in front of the type. */
  readonly head: string;
  /** Arguments of `tableType`, between those that all types have and the path to the descriptor. */
  readonly args: readonly string[];
}

const [groupType, messageType, enumType] = [10, 11, 14];

export function generateTable(message: DescMessage, scope: Scope): Table {
  const types: string[] = [];
  const names = oddNames(message);
  const refer = (type: string) => {
    if (!types.includes(type)) {
      types.push(type);
    }
    return `@${types.indexOf(type)}`;
  };
  let previous = 0;
  const rows = message.fields.map((field) => {
    const number = field.number === previous + 1 ? "" : `:${field.number}`;
    previous = field.number;
    const group = field.oneof ? `|${field.oneof.localName}` : "";
    const odd = names.has(field.localName) ? `/${names.get(field.localName)}` : "";
    return `${field.localName}=${typeOf(field)}${number}${reference(field, scope, refer)}${flagsOf(field)}${group}${odd}`;
  });
  // Defaults of fields with explicit presence are values of any kind: they are in the constructor.
  const hasConstructor = scope.formOf(message) === "table-with-constructor" || hasPrototype(message);
  return {
    head: hasConstructor ? generateConstructor(message, scope) : "",
    args: [
      literal(rows.join(",")),
      types.length > 0 ? `() => [${types.join(", ")}]` : "undefined",
      hasConstructor ? scope.own("new", message) : "undefined",
    ],
  };
}

function typeOf(field: DescField): number {
  return field.message ? (isDelimited(field) ? groupType : messageType) : field.enum ? enumType : field.scalar;
}

function reference(field: DescField, scope: Scope, refer: (type: string) => string): string {
  if (field.message) {
    return refer(scope.type(field.message));
  }
  if (!field.enum) {
    return "";
  }
  const first = field.enum.values[0]?.number;
  const isChecked = field.fieldKind === "enum" && !field.enum.open;
  const known = isChecked ? refer(`[${field.enum.values.map(({ number }) => number)}]`) : "";
  return `${known}${first === 0 ? "" : `z${first}`}`;
}

function flagsOf(field: DescField): string {
  const flags: string[] = [];
  if (field.fieldKind === "list") {
    flags.push(field.packed && !field.message ? "+" : "*");
  } else if (field.fieldKind !== "map" && !field.message && !field.oneof) {
    flags.push({ [presence.explicit]: "?", [presence.implicit]: "", [presence.required]: "!" }[field.presence] ?? "");
  } else if (field.fieldKind === "message" && field.presence === presence.required) {
    flags.push("!");
  }
  if (!field.utf8Validation && (field.scalar === ScalarType.STRING || field.fieldKind === "map")) {
    flags.push("~");
  }
  if ("longAsString" in field && field.longAsString) {
    flags.push("'");
  }
  const stored = storedAs(field);
  flags.push(stored === "json" ? "j" : stored === "value" ? "w" : "");
  return `${flags.join("")}${field.fieldKind === "map" ? `%${field.mapKey}` : ""}`;
}
