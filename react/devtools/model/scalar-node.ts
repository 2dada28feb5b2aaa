/** Tree nodes for numbers, strings, bytes and enums. */
import { type DescEnum, type DescField, ScalarType } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { formatBytes, plural } from "./format.ts";
import { hexText } from "./hex.ts";
import { writeBase64 } from "./read-base64.ts";
import { quoted, shownChars, type TreeNode } from "./tree.ts";
import type { WireField } from "./wire-fields.ts";

interface Part {
  readonly bytes: Uint8Array;
  readonly offset: number;
}

/** Of a type that the schema says or, `isWire`, of the type on the wire. */
export function scalarNode(
  name: string,
  part: Part,
  type: ScalarType | WireType,
  one: WireField,
  isWire = false,
): TreeNode {
  const scalar = isWire ? wireScalar(type as WireType) : (type as ScalarType);
  const range = [part.offset + one.from, part.offset + one.to] as const;
  const value = part.bytes.subarray(one.valueFrom, one.to);
  if (!isWire && wireTypeOf(scalar) !== one.type) {
    return { name, value: hexText(value), tone: "bytes", hint: "type differs from schema", range };
  }
  if (scalar === ScalarType.STRING) {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(value);
    const hint = text.length > shownChars ? { hint: plural(text.length, "character") } : {};
    return { name, value: quoted(text), tone: "text", range, whole: () => text, ...hint };
  }
  if (scalar === ScalarType.BYTES) {
    return {
      name,
      value: value.byteLength === 0 ? "empty" : hexText(value),
      tone: "bytes",
      hint: formatBytes(value.byteLength),
      range,
      whole: () => writeBase64(value),
    };
  }
  return { ...numberNode(name, new BinaryReader(value), scalar), range };
}

export function enumNode(name: string, part: Part, desc: DescEnum, one: WireField): TreeNode {
  const range = [part.offset + one.from, part.offset + one.to] as const;
  return { ...enumValue(name, new BinaryReader(part.bytes.subarray(one.valueFrom, one.to)), desc), range };
}

export function isPacked(field: DescField, { type }: WireField): boolean {
  const scalar = field.scalar;
  const isNumber = scalar !== undefined ? wireTypeOf(scalar) !== WireType.LengthDelimited : field.enum !== undefined;
  return isNumber && type === WireType.LengthDelimited;
}

/** Returns the elements of a packed field, each created when it becomes visible. */
export function packedNodes({ bytes, offset }: Part, field: DescField): ((index: number) => TreeNode)[] {
  const scalar = field.scalar;
  const type = scalar === undefined ? WireType.Varint : wireTypeOf(scalar);
  const nodes: ((index: number) => TreeNode)[] = [];
  const reader = new BinaryReader(bytes);
  try {
    while (reader.pos < reader.len) {
      const from = reader.pos;
      reader.skip(type);
      const to = reader.pos;
      const range = [offset + from, offset + to] as const;
      nodes.push((index) => {
        const one = new BinaryReader(bytes.subarray(from, to));
        const node =
          field.enum !== undefined ? enumValue(String(index), one, field.enum) : numberNode(String(index), one, scalar);
        return { ...node, range };
      });
    }
  } catch {
    nodes.push((index) => ({ name: String(index), value: "truncated", tone: "problem" }));
  }
  return nodes;
}

function enumValue(name: string, reader: BinaryReader, desc: DescEnum): TreeNode {
  const number = reader.int32();
  const known = desc.value[number];
  return known
    ? { name, value: known.name, tone: "literal", hint: String(number) }
    : { name, value: String(number), tone: "number", hint: `not a value of ${desc.name}` };
}

function numberNode(name: string, reader: BinaryReader, scalar: ScalarType | undefined): TreeNode {
  const read = scalar === undefined ? undefined : readers[scalar];
  const value = read?.(reader);
  return typeof value === "boolean"
    ? { name, value: String(value), tone: "literal" }
    : { name, value: Object.is(value, -0) ? "-0" : String(value), tone: "number" };
}

const readers: Partial<Record<ScalarType, (reader: BinaryReader) => number | bigint | string | boolean>> = {
  [ScalarType.DOUBLE]: (reader) => reader.double(),
  [ScalarType.FLOAT]: (reader) => shortestFloat(reader.float()),
  [ScalarType.INT64]: (reader) => reader.int64(),
  [ScalarType.UINT64]: (reader) => reader.uint64(),
  [ScalarType.INT32]: (reader) => reader.int32(),
  [ScalarType.FIXED64]: (reader) => reader.fixed64(),
  [ScalarType.FIXED32]: (reader) => reader.fixed32(),
  [ScalarType.BOOL]: (reader) => reader.bool(),
  [ScalarType.UINT32]: (reader) => reader.uint32(),
  [ScalarType.SFIXED32]: (reader) => reader.sfixed32(),
  [ScalarType.SFIXED64]: (reader) => reader.sfixed64(),
  [ScalarType.SINT32]: (reader) => reader.sint32(),
  [ScalarType.SINT64]: (reader) => reader.sint64(),
};

/** "0.1", not "0.10000000149011612". */
function shortestFloat(value: number): number {
  const short = Number(value.toPrecision(7));
  return Math.fround(short) === value ? short : value;
}

function wireTypeOf(scalar: ScalarType): WireType {
  switch (scalar) {
    case ScalarType.DOUBLE:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return WireType.Bit64;
    case ScalarType.FLOAT:
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return WireType.Bit32;
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WireType.LengthDelimited;
    default:
      return WireType.Varint;
  }
}

/** Returns the type to assume for a number without a schema: unsigned 64 bits, which suits most small numbers. */
function wireScalar(type: WireType): ScalarType {
  return type === WireType.Bit64
    ? ScalarType.FIXED64
    : type === WireType.Bit32
      ? ScalarType.FIXED32
      : type === WireType.Varint
        ? ScalarType.UINT64
        : ScalarType.BYTES;
}
