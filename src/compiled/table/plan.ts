/**
 * The fields of a message, from a line of text. A row per field, separated by commas:
 *
 *     name=9           a string, with the number that follows that of the row before, or 1
 *     size=5:7         an int32 with the number 7; types have the numbers of google.protobuf.FieldDescriptorProto.Type
 *     hat=11@0         a message of the first type in the list of types; for a closed enum, the list of its values
 *     kind=14z2        an enum whose first value is 2
 *
 * then any of `*` list, `+` packed list, `?` explicit presence, `!` required, `~` UTF-8 is not checked, `'` a 64-bit integer
 * as a string, `w` stored as the value of its wrapper, `j` stored as JSON; then `%9` a map with string keys, `|kind` in the
 * oneof group `kind`, `/odd__name` the name in the .proto file if it does not follow.
 */
import type { AnyMessage, CompiledMessage } from "../compiled-type.ts";
import type { FieldNames } from "../encode-error.ts";
import { readerOf, type ScalarReader, type ScalarWriter, wireTypeOf, writerOf, zeroOf } from "./scalars.ts";

/** Names what is done for a field, so that one switch decides. */
export const Kind = {
  value: 0,
  message: 1,
  valueList: 2,
  messageList: 3,
  map: 4,
  closedEnum: 5,
} as const;

export interface Field {
  readonly name: string;
  /** With the wire type of one value. */
  readonly tag: number;
  readonly kind: (typeof Kind)[keyof typeof Kind];
  /** Type of the value, of items, or of the values of a map. */
  readonly type: number;
  readonly sub: CompiledMessage | undefined;
  /** The values of a closed enum. */
  readonly known: readonly number[];
  readonly oneof: string | undefined;
  readonly read: ScalarReader;
  readonly write: ScalarWriter;
  readonly zero: unknown;
  readonly presence: "" | "?" | "!";
  readonly isPacked: boolean;
  readonly stored: "" | "w" | "j";
  readonly key: MapKey | undefined;
}

export interface MapKey {
  readonly tag: number;
  readonly type: number;
  readonly read: ScalarReader;
  readonly write: ScalarWriter;
  readonly zero: unknown;
}

export interface Plan {
  readonly fields: readonly Field[];
  readonly byTag: readonly (Field | undefined)[];
  /** In the order of their numbers, as they are written. */
  readonly inOrder: readonly Field[];
  readonly names: FieldNames;
  /** A message without lists, maps and oneof groups, and what makes these. */
  readonly template: AnyMessage;
  readonly made: readonly (readonly [name: string, make: () => object])[];
}

export type Types = () => readonly (CompiledMessage | readonly number[])[];

const groupType = 10;
const enumType = 14;

const row = /^([\w$]+)=(\d+)(?::(\d+))?(?:@(\d+))?(?:z(-?\d+))?([*+?!~'wj]*)(?:%(\d+))?(?:\|([\w$]+))?(?:\/(\w+))?$/;

export function parsePlan(typeName: string, text: string, types: Types | undefined): Plan {
  const fields: Field[] = [];
  const byTag: Field[] = [];
  const names: Record<string, string> = {};
  const template: AnyMessage = { $typeName: typeName };
  const made = new Map<string, () => object>();
  let number = 0;
  for (const line of text === "" ? [] : text.split(",")) {
    const [, name = "", typeText, numberText, reference, first, flags = "", keyText, oneof, oddName] =
      row.exec(line) ?? [];
    const type = Number(typeText);
    number = numberText ? Number(numberText) : number + 1;
    const referenced = reference ? types?.()[Number(reference)] : undefined;
    const isEnum = type === enumType;
    const sub = isEnum ? undefined : (referenced as CompiledMessage | undefined);
    const isList = /[*+]/.test(flags);
    const isLax = flags.includes("~");
    const isText = flags.includes("'");
    const keyType = Number(keyText);
    const tag = number * 8 + (keyText ? 2 : type === groupType ? 3 : wireTypeOf(type));
    const field: Field = {
      name,
      tag,
      kind: keyText
        ? Kind.map
        : sub
          ? isList
            ? Kind.messageList
            : Kind.message
          : isList
            ? Kind.valueList
            : isEnum && referenced
              ? Kind.closedEnum
              : Kind.value,
      type,
      sub,
      known: isEnum && referenced ? (referenced as readonly number[]) : [],
      oneof,
      read: readerOf(type, isLax, isText),
      write: writerOf(type),
      zero: isEnum ? Number(first ?? 0) : zeroOf(type, isText),
      presence: flags.includes("!") ? "!" : flags.includes("?") ? "?" : "",
      isPacked: flags.includes("+"),
      stored: flags.includes("j") ? "j" : flags.includes("w") ? "w" : "",
      key: keyText
        ? {
            tag: 8 + wireTypeOf(keyType),
            type: keyType,
            read: readerOf(keyType, isLax, false),
            write: writerOf(keyType),
            zero: zeroOf(keyType, false),
          }
        : undefined,
    };
    fields.push(field);
    byTag[tag] = field;
    if (field.kind === Kind.valueList && (tag & 7) !== 2) {
      byTag[number * 8 + 2] = field;
    }
    if (oddName) {
      names[name] = oddName;
    }
    const member = oneof ?? name;
    if (oneof || isList || keyText) {
      template[member] = undefined; // keeps the order of the properties
      made.set(member, oneof ? () => ({ case: undefined }) : isList ? () => [] : () => ({}));
    } else if (!sub && field.presence === "") {
      template[name] = field.zero;
    }
  }
  return { fields, byTag, inOrder: [...fields].sort((a, b) => a.tag - b.tag), names, template, made: [...made] };
}
