/** Formats a message as the TypeScript literal that one would write for it, with only the fields that are set. */
import { type DescField, type DescMessage, isFieldSet, isMessage, type Message } from "@bufbuild/protobuf";

export function messageLiteral(desc: DescMessage, message: Message, indent = 0): string {
  const members: string[] = [];
  for (const member of desc.members) {
    const fields = member.kind === "oneof" ? member.fields : [member];
    const field = fields.find((candidate) => isFieldSet(message, candidate));
    const value = (message as unknown as Record<string, unknown>)[member.localName];
    if (field && member.kind === "oneof") {
      const inner = valueLiteral(field, (value as { value: unknown }).value, indent + 1);
      members.push(`${member.localName}: { case: ${JSON.stringify(field.localName)}, value: ${inner} }`);
    } else if (field) {
      members.push(`${member.localName}: ${valueLiteral(field, value, indent + 1)}`);
    }
  }
  return block("{", members, "}", indent);
}

function valueLiteral(field: DescField, value: unknown, indent: number): string {
  if (field.fieldKind === "list") {
    const elements = (value as unknown[]).map((element) => singleLiteral(field.message, element, indent + 1));
    return block("[", elements, "]", indent);
  }
  if (field.fieldKind === "map") {
    const entries = Object.entries(value as object).map(
      ([key, element]) => `${JSON.stringify(key)}: ${singleLiteral(field.message, element, indent + 1)}`,
    );
    return block("{", entries, "}", indent);
  }
  const enumName = field.enum?.value[value as number]?.name;
  return `${singleLiteral(field.message, value, indent)}${enumName ? ` /* ${enumName} */` : ""}`;
}

function singleLiteral(desc: DescMessage | undefined, value: unknown, indent: number): string {
  if (desc && isMessage(value, desc)) {
    return messageLiteral(desc, value, indent);
  }
  if (typeof value === "bigint") {
    return `${value}n`;
  }
  if (typeof value === "number") {
    return Object.is(value, -0) ? "-0" : String(value);
  }
  if (value instanceof Uint8Array) {
    return value.byteLength === 0 ? "new Uint8Array()" : `new Uint8Array([${[...value].join(", ")}])`;
  }
  // Text, booleans, and what google.protobuf.Struct is in JavaScript.
  return JSON.stringify(value) ?? "undefined";
}

const oneLine = 80;

function block(open: string, parts: readonly string[], close: string, indent: number): string {
  if (parts.length === 0) {
    return open + close;
  }
  const flat = parts.join(", ");
  if (flat.length <= oneLine && !flat.includes("\n")) {
    return open === "{" ? `{ ${flat} }` : `[${flat}]`;
  }
  const space = "  ".repeat(indent + 1);
  return `${open}\n${parts.map((part) => `${space}${part},`).join("\n")}\n${"  ".repeat(indent)}${close}`;
}
