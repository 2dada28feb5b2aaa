/**
 * Checks the type of a value that may come from another realm: an iframe, a vm context, the outside of jsdom.
 * `instanceof` knows only the classes of its own realm.
 */

/** Returns true for a Uint8Array, including Node's Buffer. */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && tagOf(value) === "Uint8Array";
}

export function isDate(value: unknown): value is Date {
  try {
    Date.prototype.getTime.call(value);
    return true;
  } catch {
    return false; // including a proxied Date, which has no time value
  }
}

/** Returns true for a Map, and for a stand-in: a proxy, an observable map. */
export function isMap(value: unknown): value is Map<unknown, unknown> {
  return value instanceof Map || (tagOf(value) === "Map" && isIterable(value));
}

/** Returns true for a Set, and for a stand-in. */
export function isSet(value: unknown): value is Set<unknown> {
  return value instanceof Set || (tagOf(value) === "Set" && isIterable(value));
}

export function isError(value: unknown): value is Error {
  return value instanceof Error || ["Error", "DOMException"].includes(tagOf(value));
}

/** Returns true for an object without a class, whose own properties are all it has. */
export function isPlainObject(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf"));
}

/** Returns the name that every engine, in every realm, gives an object's kind: "Map", "Error", "Object". */
function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

function isIterable(value: unknown): boolean {
  return typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === "function";
}
