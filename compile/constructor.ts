/** Generates what makes messages: a constructor, and the function that takes over the fields that a caller passed. */
import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { hasPrototype, presence, storedAs, zeroOf } from "./fields.ts";
import type { Scope } from "./scope.ts";
import { key, literal, member } from "./syntax.ts";

export function generateConstructor(message: DescMessage, scope: Scope): string {
  const set = [`this.$typeName = ${literal(message.typeName)};`];
  const defaults: string[] = [];
  const usesPrototype = hasPrototype(message);
  for (const part of message.members) {
    const target = `this${member(part.localName)}`;
    if (part.kind === "oneof") {
      set.push(`${target} = { case: undefined };`);
    } else if (part.fieldKind === "list") {
      set.push(`${target} = [];`);
    } else if (part.fieldKind === "map") {
      set.push(`${target} = {};`);
    } else if (part.fieldKind !== "message") {
      const zero = literal(zeroOf(part));
      if (part.presence === presence.implicit) {
        set.push(`${target} = ${zero};`);
      }
      if (usesPrototype) {
        defaults.push(`${key(part.localName)}: ${zero}`);
      }
    }
  }
  const prototype = usesPrototype ? `, { ${defaults.join(", ")} }` : "";
  const name = scope.own("new", message);
  return `const ${name} = /*@__PURE__*/ ${scope.runtime("shape")}(function () { ${set.join(" ")} }${prototype});`;
}

export function generateInit(message: DescMessage, scope: Scope): string {
  const plain: string[] = [];
  const converted: string[] = [];
  for (const part of message.members) {
    const given = `(value = init${member(part.localName)})`;
    const target = `message${member(part.localName)}`;
    if (part.kind === "oneof") {
      converted.push(`if (${given}?.case != null) { ${oneofCases(part.fields, target, scope)} }`);
      continue;
    }
    const conversion = conversionOf(part, scope);
    if (!conversion) {
      plain.push(part.localName);
    } else if (part.fieldKind === "list" || part.fieldKind === "map") {
      const each = scope.runtime(part.fieldKind === "list" ? "toList" : "toMap");
      converted.push(`if (${given} != null) ${target} = ${each}(value, (item) => ${conversion("item")});`);
    } else {
      converted.push(`if (${given} != null) ${target} = ${conversion("value")};`);
    }
  }
  if (plain.length > 0) {
    converted.unshift(`${scope.runtime("take")}(message, init, ${literal(plain.join(" "))});`);
  }
  const variable = converted.some((line) => line.includes("(value =")) ? "let value; " : "";
  return `function ${scope.own("init", message)}(message, init) { ${variable}${converted.join("\n")} }`;
}

/** A switch over the cases of a oneof group. A case that is none of them is ignored. */
function oneofCases(fields: DescField[], target: string, scope: Scope): string {
  const byValue = new Map<string, string[]>();
  for (const field of fields) {
    const value = conversionOf(field, scope)?.("value.value") ?? "value.value";
    byValue.set(value, [...(byValue.get(value) ?? []), `case ${literal(field.localName)}:`]);
  }
  const cases = Array.from(byValue, ([value, labels]) => {
    return `${labels.join(" ")} ${target} = { case: value.case, value: ${value} }; break;`;
  });
  return `switch (value.case) { ${cases.join("\n")} }`;
}

function conversionOf(field: DescField, scope: Scope): ((value: string) => string) | undefined {
  const stored = storedAs(field);
  const scalar = stored === "value" ? field.message?.fields[0]?.scalar : field.scalar;
  if (scalar === ScalarType.BYTES) {
    const toBytes = scope.runtime("toBytes");
    return (value) => `${toBytes}(${value})`;
  }
  if (!field.message || stored !== "message") {
    return undefined;
  }
  const [toMessage, type] = [scope.runtime("toMessage"), scope.type(field.message)];
  return (value) => `${toMessage}(${type}, ${value})`;
}
