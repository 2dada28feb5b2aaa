/**
 * An example of any message: valid, sensible, and always the same. Every field has a value, one of each oneof. Types that
 * contain themselves end at the second occurrence, and large ones when enough fields have been filled.
 */
import type { DescEnum, DescField, DescMessage, JsonObject, JsonValue, Registry } from "@bufbuild/protobuf";
import { maskExample } from "./example/mask-example.ts";
import { keyExample, scalarExample } from "./example/scalar-example.ts";
import { wellKnownExample } from "./example/well-known-example.ts";

/** Fields below the first level that are filled before only required ones are. */
const maxFields = 200;
/** Where required fields contain each other, which no message can satisfy. */
const maxDepth = 8;
/** proto2's `required`, as in google.protobuf.FeatureSet.FieldPresence. */
const legacyRequired = 3;

/**
 * @param registry has the types that an Any can be
 * @param index which of several examples: the messages of a stream differ
 * @returns an object, except for well-known types with another JSON form, such as Timestamp
 */
export function exampleOf(desc: DescMessage, registry?: Registry, index = 0): JsonValue {
  return new ExampleWriter(registry).message(desc, { name: desc.name, index, parent: undefined, path: [] });
}

/** Where a message stands. */
interface Place {
  readonly name: string;
  readonly index: number;
  readonly parent: DescMessage | undefined;
  /** The messages around it, outermost first. */
  readonly path: readonly DescMessage[];
}

class ExampleWriter {
  readonly #registry: Registry | undefined;
  #fields = 0;

  constructor(registry: Registry | undefined) {
    this.#registry = registry;
  }

  message(desc: DescMessage, place: Place): JsonValue {
    const { typeName } = desc;
    const { name, index, parent } = place;
    if (typeName === "google.protobuf.Any") {
      return this.#any(place);
    }
    if (typeName === "google.protobuf.FieldMask") {
      return maskExample(parent);
    }
    const wrapped = /^google\.protobuf\.\w+Value$/.test(typeName) ? desc.field.value?.scalar : undefined;
    if (wrapped !== undefined) {
      return scalarExample(wrapped, name, index);
    }
    return wellKnownExample(typeName, name, index) ?? this.#object(desc, place);
  }

  #object(desc: DescMessage, { index, path }: Place): JsonObject {
    const isRepeated = path.some(({ typeName }) => typeName === desc.typeName);
    const isFull = path.length === 0 || (!isRepeated && this.#fields < maxFields);
    const inside = [...path, desc];
    const json: JsonObject = {};
    for (const member of desc.members) {
      const field = member.kind === "oneof" ? member.fields[index % member.fields.length] : member;
      if (field && (isFull || (field.presence === legacyRequired && path.length < maxDepth))) {
        this.#fields++;
        const value = this.#field(field, { name: field.name, index, parent: desc, path: inside });
        // Not by assignment, which does something else with the name "__proto__".
        Object.defineProperty(json, field.jsonName || field.name, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
    }
    return json;
  }

  #field(field: DescField, place: Place): JsonValue {
    const { index, path } = place;
    switch (field.fieldKind) {
      case "scalar":
        return scalarExample(field.scalar, field.name, index);
      case "enum":
        return enumExample(field.enum, index);
      case "message":
        return this.message(field.message, place);
      case "list": {
        // Two show that it is a list; deeper down, they would only be long.
        const items = path.length === 1 ? [index, index + 1] : [index];
        return items.map((item) => this.#element(field, field.listKind, { ...place, index: item }));
      }
      case "map":
        return { [keyExample(field.mapKey, index)]: this.#element(field, field.mapKind, place) };
    }
  }

  #element(field: DescField, kind: "scalar" | "enum" | "message", place: Place): JsonValue {
    if (kind === "enum" && field.enum) {
      return enumExample(field.enum, place.index);
    }
    if (kind === "message" && field.message) {
      return this.message(field.message, place);
    }
    return field.scalar === undefined ? null : scalarExample(field.scalar, place.name, place.index);
  }

  /** An Any that contains the first type of the schema itself; an empty one if it has none. */
  #any(place: Place): JsonValue {
    for (const type of this.#registry ?? []) {
      const isUsable = type.kind === "message" && !type.typeName.startsWith("google.protobuf.");
      if (isUsable && !place.path.some(({ typeName }) => typeName === type.typeName)) {
        return { "@type": `type.googleapis.com/${type.typeName}`, ...this.#object(type, place) };
      }
    }
    return {};
  }
}

/** A value that says something: the first one, 0, mostly stands for "unspecified". */
function enumExample(desc: DescEnum, index: number): JsonValue {
  if (desc.typeName === "google.protobuf.NullValue") {
    return null;
  }
  const values = desc.values.filter(({ number }) => number !== 0);
  const value = values[index % values.length] ?? desc.values[0];
  return value?.jsonName ?? 0;
}
