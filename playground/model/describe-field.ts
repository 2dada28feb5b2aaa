/** What a reader wants to know about a field: its type in words, and facts beyond the type. */
import { type DescEnum, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { commentOf } from "./comment-of.ts";

const presence = { explicit: 1, required: 3 };

export interface FieldFacts {
  readonly name: string;
  /** As in a .proto file: "repeated string", "map<string, acme.v1.Hat>". */
  readonly type: string;
  readonly number: number;
  readonly comment: string | undefined;
  readonly isDeprecated: boolean;
  /** Sentences: default, oneof, presence. */
  readonly notes: readonly string[];
  /** The values of an enum. */
  readonly values: readonly EnumFacts[];
}

export interface EnumFacts {
  readonly name: string;
  readonly number: number;
  readonly comment: string | undefined;
  readonly isDeprecated: boolean;
}

export function describeField(field: DescField): FieldFacts {
  const { oneof } = field;
  const fallback = defaultText(field);
  return {
    name: field.jsonName,
    type: typeText(field),
    number: field.number,
    comment: commentOf(field),
    isDeprecated: field.deprecated,
    notes: [
      ...(isRequired(field) ? ["Required."] : []),
      ...(oneof ? [`One of ${oneof.name}: ${oneof.fields.map(({ jsonName }) => jsonName).join(", ")}.`] : []),
      ...(fallback === undefined ? [] : [`Default: ${fallback}.`]),
      ...(field.name === field.jsonName ? [] : [`In the .proto file: ${field.name}.`]),
    ],
    values: field.enum ? describeEnum(field.enum) : [],
  };
}

export function describeEnum({ values }: DescEnum): readonly EnumFacts[] {
  return values.map((value) => ({
    name: value.jsonName,
    number: value.number,
    comment: commentOf(value),
    isDeprecated: value.deprecated,
  }));
}

export function typeText(field: DescField): string {
  const item = itemText(field);
  switch (field.fieldKind) {
    case "list":
      return `repeated ${item}`;
    case "map":
      return `map<${scalarText(field.mapKey)}, ${item}>`;
    default:
      return item;
  }
}

export function scalarText(scalar: ScalarType): string {
  return ScalarType[scalar].toLowerCase();
}

function itemText(field: DescField): string {
  const type: DescEnum | DescMessage | undefined = field.message ?? field.enum;
  return type ? type.typeName : field.scalar === undefined ? "" : scalarText(field.scalar);
}

export function isRequired(field: DescField): boolean {
  return field.presence === presence.required;
}

/** Whether a message tells the field's default value from no value. */
export function hasPresence(field: DescField): boolean {
  const isSingular = field.fieldKind !== "list" && field.fieldKind !== "map";
  return isSingular && (field.presence === presence.explicit || isRequired(field) || field.oneof !== undefined);
}

/** The default that the .proto file states. */
export function defaultText(field: DescField): string | undefined {
  if (field.fieldKind !== "scalar" && field.fieldKind !== "enum") {
    return undefined;
  }
  const value = field.getDefaultValue();
  if (value === undefined || field.proto.defaultValue === "") {
    return undefined;
  }
  if (field.enum) {
    return field.enum.values.find(({ number }) => number === value)?.jsonName ?? String(value);
  }
  return value instanceof Uint8Array ? `${value.length} bytes` : String(value);
}
