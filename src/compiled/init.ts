/** Makes messages from the fields that a caller passed. */
import type { AnyMessage, CompiledMessage } from "./compiled-type.ts";

type Fields = Record<string, unknown>;

/**
 * Returns a constructor of plain objects. `new` is faster than a literal that is extended later, and the result has the
 * same prototype. With explicit presence, the prototype has the default values.
 */
export function shape(
  initialize: (this: AnyMessage) => void,
  prototype: object = Object.prototype,
): CompiledMessage["n"] {
  initialize.prototype = prototype;
  return initialize as unknown as CompiledMessage["n"];
}

function isObject(value: unknown): value is Fields {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Sets a property, also one named `__proto__`. */
export function setOwn(target: object, key: string | number | bigint | boolean, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    (target as Fields)[key as string] = value;
  }
}

/** Copies fields that need no conversion: their names, separated by spaces. */
export function take(message: AnyMessage, init: Fields, names: string): void {
  for (const name of names.split(" ")) {
    const value = init[name];
    if (value != null) {
      message[name] = value;
    }
  }
}

/** A complete message, from a message or its fields. */
export function toMessage(type: CompiledMessage, value: unknown): unknown {
  if (!isObject(value) || value.$typeName === type.typeName) {
    return value;
  }
  const message = new type.n();
  type.c(message, value);
  return message;
}

/** Lists of numbers are accepted for bytes. */
export function toBytes(value: unknown): unknown {
  return Array.isArray(value) ? new Uint8Array(value) : value;
}

export function toList(value: unknown, convert: (item: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(convert) : value;
}

export function toMap(value: unknown, convert: (item: unknown) => unknown): unknown {
  if (!isObject(value)) {
    return value;
  }
  const map = {};
  for (const key of Object.keys(value)) {
    setOwn(map, key, convert(value[key]));
  }
  return map;
}
