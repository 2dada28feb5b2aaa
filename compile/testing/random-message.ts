/** Random fields for a message, as `create` takes them. */
import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { isLong, storedAs, wireScalarOf } from "../fields.ts";
import type { Random } from "./random.ts";

type Fields = Record<string, unknown>;

const texts = ["", "a", "short", "naïve café – 語", "x".repeat(70), "y".repeat(200), "\u0000", "\ufeffmark", "\ud800"];
const json = [{}, { a: null, b: [1, "x", { c: true }] }, { ["__proto__"]: 1 }, { nested: { deep: {} } }];

export function randomFields(random: Random, message: DescMessage, depth = 3): Fields {
  const fields: Fields = {};
  for (const field of message.fields) {
    const isRequired = field.presence === 3;
    if (!isRequired && random.chance(depth > 0 ? 0.35 : 0.8)) {
      continue;
    }
    // A required field of the type of its own message has no end.
    if (field.message && depth <= (isRequired ? -2 : 0)) {
      continue;
    }
    const value = randomValue(random, field, depth - 1);
    if (field.oneof) {
      fields[field.oneof.localName] = { case: field.localName, value };
    } else {
      fields[field.localName] = value;
    }
  }
  return fields;
}

function randomValue(random: Random, field: DescField, depth: number): unknown {
  const one = () => randomSingle(random, field, depth);
  switch (field.fieldKind) {
    case "list":
      return Array.from({ length: random.below(4) }, one);
    case "map":
      return Object.fromEntries(
        Array.from({ length: random.below(4) }, () => [
          field.mapKey === ScalarType.STRING && random.chance(0.1)
            ? "__proto__"
            : String(randomScalar(random, field.mapKey)),
          one(),
        ]),
      );
    default:
      return one();
  }
}

function randomSingle(random: Random, field: DescField, depth: number): unknown {
  if (field.message) {
    switch (storedAs(field)) {
      case "json":
        return random.pick(json);
      case "value":
        return randomScalar(random, field.message.fields[0]?.scalar as ScalarType);
      default:
        return randomFields(random, field.message, depth);
    }
  }
  if (field.enum) {
    return random.chance(0.8) || !field.enum.open ? random.pick(field.enum.values).number : 77;
  }
  const value = randomScalar(random, wireScalarOf(field) as ScalarType);
  return "longAsString" in field && field.longAsString ? String(value) : value;
}

function randomScalar(random: Random, type: ScalarType): unknown {
  switch (type) {
    case ScalarType.STRING:
      return random.pick(texts);
    case ScalarType.BOOL:
      return random.chance(0.5);
    case ScalarType.BYTES:
      return Uint8Array.from({ length: random.below(5) }, () => random.below(256));
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return random.pick([0, -0, 1.5, -1e30, Number.NaN, Number.POSITIVE_INFINITY, random.below(1000)]);
    default: {
      const isUnsigned = [ScalarType.UINT32, ScalarType.FIXED32, ScalarType.UINT64, ScalarType.FIXED64].includes(type);
      const bits = (isLong(type) ? 64 : 32) - (isUnsigned ? 0 : 1);
      const largest = 2n ** BigInt(bits) - 1n;
      const least = isUnsigned ? 0n : -largest - 1n;
      const value = random.pick([
        0n,
        1n,
        127n,
        128n,
        largest,
        least,
        isUnsigned ? 3n : -1n,
        BigInt(random.below(2 ** 31)),
      ]);
      return isLong(type) ? value : Number(value);
    }
  }
}
