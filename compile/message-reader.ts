/** Generates the function that reads a message. */
import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { isDelimited, readerOf, storedAs, tagOf, wireScalarOf, wireTypeOf, zeroOfScalar } from "./fields.ts";
import type { Scope } from "./scope.ts";
import { literal, member } from "./syntax.ts";

type Branch = readonly [wireType: number, statement: string];

export function generateReader(message: DescMessage, scope: Scope): string {
  const helpers: string[] = [];
  const cases = message.fields.map((field) => {
    // A jump table over numbers is faster than one over tags, which are sparse.
    const branches = branchesOf(field, scope, helpers).map(
      ([wireType, statement]) => `if ((tag & 7) === ${wireType}) { ${statement} continue; }`,
    );
    return `case ${field.number}: ${branches.join(" ")} break;`;
  });
  const [more, readTag, leave, readUnknown] = ["more", "readTag", "leave", "readUnknown"].map(scope.runtime);
  const jump = cases.length > 0 ? `switch (tag >>> 3) {\n${cases.join("\n")}\n}\n` : "";
  return `${helpers.join("\n")}
function ${scope.own("read", message)}(message, end, group) {
while (${more}(end)) {
const tag = ${readTag}();
${jump}if (${readUnknown}(message, tag, group)) return message;
}
${leave}(end, group);
return message;
}`.trimStart();
}

/** An expression that reads a message into `current`, which may be a message that is there already. */
function readInto(field: DescField & { message: DescMessage }, current: string, scope: Scope): string {
  const read = scope.read(field.message);
  return isDelimited(field)
    ? `${read}(${current}, ${scope.runtime("enterGroup")}(), ${field.number * 8 + 4})`
    : `${read}(${current}, ${scope.runtime("enter")}(), 0)`;
}

/** An expression that reads what is stored for a message field. */
function readChild(field: DescField & { message: DescMessage }, current: string | undefined, scope: Scope): string {
  const fresh = scope.create(field.message);
  if (storedAs(field) === "json") {
    const structOf = scope.runtime("structOf");
    const start = current ? `${current} !== undefined ? ${structOf}(${current}) : ${fresh}` : fresh;
    return `${scope.runtime("jsonOf")}(${readInto(field, start, scope)})`;
  }
  return readInto(field, current ? `${current} ?? ${fresh}` : fresh, scope);
}

function readScalar(field: DescField, type: ScalarType, scope: Scope): string {
  const read = `${scope.runtime(readerOf(type, field.utf8Validation))}()`;
  return "longAsString" in field && field.longAsString ? `String(${read})` : read;
}

function hasMessage(field: DescField): field is DescField & { message: DescMessage } {
  return field.message !== undefined;
}

function branchesOf(field: DescField, scope: Scope, helpers: string[]): Branch[] {
  const wireType = tagOf(field) & 7;
  const own = `message${member(field.localName)}`;
  if (field.fieldKind === "map") {
    const readEntry = `${scope.own("entry", field.parent)}_${field.number}`;
    helpers.push(entryReader(readEntry, field, scope));
    return [[2, `${readEntry}(${own});`]];
  }
  if (field.fieldKind === "list") {
    if (hasMessage(field)) {
      return [[wireType, `${own}.push(${readChild(field, undefined, scope)});`]];
    }
    const value = readScalar(field, wireScalarOf(field) as ScalarType, scope);
    const one: Branch = [wireType, `${own}.push(${value});`];
    if (wireType === 2) {
      return [one];
    }
    // The loop is written out: a shared one would be called with too many kinds of functions to be fast.
    const [readEnd, more, endAt] = ["readEnd", "more", "endAt"].map(scope.runtime);
    const loop = `const list = ${own}, last = ${readEnd}(); while (${more}(last)) list.push(${value}); ${endAt}(last);`;
    const packed: Branch = [2, loop];
    return field.packed ? [packed, one] : [one, packed];
  }
  const group = field.oneof ? `message${member(field.oneof.localName)}` : "";
  const set = (value: string) =>
    field.oneof ? `${group} = { case: ${literal(field.localName)}, value: ${value} };` : `${own} = ${value};`;
  if (hasMessage(field)) {
    if (storedAs(field) === "value") {
      const wrapper = `const wrapper = ${scope.create(field.message)}; if (${own} !== undefined) wrapper.value = ${own};`;
      return [[wireType, `${wrapper} ${own} = ${readInto(field, "wrapper", scope)}.value;`]];
    }
    const current = field.oneof ? `(${group}.case === ${literal(field.localName)} ? ${group}.value : undefined)` : own;
    return [[wireType, set(readChild(field, current, scope))]];
  }
  const value = readScalar(field, wireScalarOf(field) as ScalarType, scope);
  if (field.fieldKind === "enum" && !field.enum.open) {
    const known = `${scope.own("known", field.parent)}_${field.number}`;
    helpers.push(`const ${known} = [${field.enum.values.map(({ number }) => number)}];`);
    const check = `${scope.runtime("isKnown")}(message, tag, ${known}, value)`;
    return [[wireType, `const value = ${value}; if (${check}) ${set("value")}`]];
  }
  return [[wireType, set(value)]];
}

/** The function that reads one entry of a map. */
function entryReader(name: string, field: DescField & { fieldKind: "map" }, scope: Scope): string {
  const [readEnd, more, readTag, endAt] = ["readEnd", "more", "readTag", "endAt"].map(scope.runtime);
  const [skipField, setOwn] = ["skipField", "setOwn"].map(scope.runtime);
  const readKey = `${scope.runtime(readerOf(field.mapKey, field.utf8Validation))}()`;
  const scalar = wireScalarOf(field);
  const isBytes = scalar === ScalarType.BYTES;
  const readValue = hasMessage(field)
    ? readChild(field, "value", scope)
    : readScalar(field, scalar as ScalarType, scope);
  // What is missing in an entry is made once it is known to be missing, so that entries do not share it.
  const missing = hasMessage(field)
    ? storedAs(field) === "json"
      ? "{}"
      : scope.create(field.message)
    : "new Uint8Array(0)";
  const isMade = hasMessage(field) || isBytes;
  const zero = field.mapKind === "enum" ? field.enum.values[0]?.number : scalar && zeroOfScalar(scalar);
  const valueTag = 16 + (scalar ? wireTypeOf(scalar) : 2);
  return `function ${name}(map) {
let key = ${literal(zeroOfScalar(field.mapKey))}, value${isMade ? "" : ` = ${literal(zero)}`};
const end = ${readEnd}();
while (${more}(end)) {
const tag = ${readTag}();
if (tag === ${8 + wireTypeOf(field.mapKey)}) key = ${readKey};
else if (tag === ${valueTag}) value = ${readValue};
else ${skipField}(tag);
}
${endAt}(end);
${setOwn}(map, key, value${isMade ? ` ?? ${missing}` : ""});
}`;
}
