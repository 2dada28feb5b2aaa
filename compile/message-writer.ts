/** Generates the function that writes a message. */
import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import {
  hasPrototype,
  isDelimited,
  isLong,
  oddNames,
  presence,
  storedAs,
  tagOf,
  wireScalarOf,
  wireTypeOf,
  writerOf,
} from "./fields.ts";
import type { Scope } from "./scope.ts";
import { key, literal, member } from "./syntax.ts";

export function generateWriter(message: DescMessage, scope: Scope): string {
  const fields = [...message.fields].sort((a, b) => a.number - b.number);
  const statements = fields.map((field) => statementOf(field, scope));
  const head: string[] = [];
  if (fields.length > 0) {
    const odd = Array.from(oddNames(message), ([localName, name]) => `${key(localName)}: ${literal(name)}`);
    const names = odd.length > 0 ? scope.own("names", message) : undefined;
    if (names) {
      head.push(`const ${names} = { ${odd.join(", ")} };`);
    }
    const typeName = literal(message.typeName);
    if (names) {
      statements.unshift(`${scope.runtime("tellNames")}(${typeName}, ${names});`);
    }
    statements.unshift(`if (message.$typeName !== ${typeName}) ${scope.runtime("failType")}(message, ${typeName});`);
  }
  const variable = statements.some((line) => line.includes("(value =")) ? "let value;\n" : "";
  const unknown = `if (message.$unknown !== undefined) ${scope.runtime("writeUnknown")}(message);`;
  head.push(`function ${scope.own("write", message)}(message) {\n${variable}${statements.join("\n")}\n${unknown}\n}`);
  return head.join("\n");
}

/** A statement that writes one value of a field, with its tag. */
function writeValue(field: DescField, value: string, scope: Scope): string {
  if (!field.message) {
    const type = wireScalarOf(field) as ScalarType;
    return `${scope.runtime(writerOf(type))}(${tagOf(field)}, ${value});`;
  }
  const stored = storedAs(field);
  const child =
    stored === "json"
      ? `${scope.runtime("structOf")}(${value})`
      : stored === "value"
        ? `${scope.runtime("wrap")}(${literal(field.message.typeName)}, ${value})`
        : value;
  const write = scope.runtime(isDelimited(field) ? "writeGroup" : "writeMessage");
  return `${write}(${tagOf(field)}, ${scope.write(field.message)}, ${child});`;
}

function statementOf(field: DescField, scope: Scope): string {
  const own = `message${member(field.localName)}`;
  if (field.fieldKind === "list") {
    return listStatement(field, own, scope);
  }
  if (field.fieldKind === "map") {
    return mapStatement(field, own, scope);
  }
  if (field.oneof) {
    const group = `message${member(field.oneof.localName)}`;
    return `if (${group}.case === ${literal(field.localName)}) ${writeValue(field, `${group}.value`, scope)}`;
  }
  const write = writeValue(field, "value", scope);
  if (field.presence !== presence.implicit) {
    const isOwn = hasPrototype(field.parent) ? ` && Object.hasOwn(message, ${literal(field.localName)})` : "";
    const missing = field.presence === presence.required ? ` else ${scope.runtime("failRequired")}();` : "";
    return `if ((value = ${own}) !== undefined${isOwn}) ${write}${missing}`;
  }
  return `if (${isSet(field, `(value = ${own})`)}) ${write}`;
}

/** With implicit presence, a field is set if it is not zero. */
function isSet(field: DescField, value: string): string {
  if (field.fieldKind === "enum") {
    return `${value} !== ${field.enum.values[0]?.number}`;
  }
  switch (field.scalar) {
    case ScalarType.BOOL:
      return `${value} !== false`;
    case ScalarType.STRING:
      return `${value} !== ""`;
    case ScalarType.BYTES:
      return `${value}.byteLength !== 0`;
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return `!Object.is(${value}, 0)`;
    default:
      return `${value} != 0`;
  }
}

function listStatement(field: DescField & { fieldKind: "list" }, own: string, scope: Scope): string {
  const each = `for (let list = ${own}, i = 0; i < list.length; i++)`;
  if (!field.packed || field.message) {
    return `${each} ${writeValue(field, "list[i]", scope)}`;
  }
  const write = scope.runtime(writerOf(wireScalarOf(field) as ScalarType));
  const [open, close] = [scope.runtime("open"), scope.runtime("close")];
  const tag = field.number * 8 + 2;
  return `if (${own}.length > 0) { const start = ${open}(${tag}); ${each} ${write}(0, list[i]); ${close}(start); }`;
}

function mapStatement(field: DescField & { fieldKind: "map" }, own: string, scope: Scope): string {
  const [open, close] = [scope.runtime("open"), scope.runtime("close")];
  const scalar = wireScalarOf(field);
  const writeKey = scope.runtime(writerOf(field.mapKey));
  const keyTag = 8 + wireTypeOf(field.mapKey);
  const stored = storedAs(field) === "json" ? `${scope.runtime("structOf")}(map[key])` : "map[key]";
  const value = field.message
    ? `${scope.runtime("writeMessage")}(18, ${scope.write(field.message)}, ${stored});`
    : `${scope.runtime(writerOf(scalar as ScalarType))}(${16 + wireTypeOf(scalar as ScalarType)}, map[key]);`;
  return `for (let map = ${own}, keys = Object.keys(map), i = 0; i < keys.length; i++) {
const key = keys[i], start = ${open}(${field.number * 8 + 2});
${writeKey}(${keyTag}, ${keyOf(field.mapKey)});
${value}
${close}(start);
}`;
}

/** The key of a map, from the name of a property. */
function keyOf(type: ScalarType): string {
  if (type === ScalarType.STRING) {
    return "key";
  }
  if (type === ScalarType.BOOL) {
    return `key !== "" && key !== "false"`;
  }
  return isLong(type) ? "BigInt(key)" : "Number.parseInt(key)";
}
