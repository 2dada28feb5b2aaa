/**
 * Tells what a value is, also if another realm has made it: an iframe, a vm context, the outside of jsdom. `instanceof`
 * knows only the classes of its own realm.
 */

/** True for a Uint8Array, Node's Buffer included. */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && tagOf(value) === "Uint8Array";
}

export function isDate(value: unknown): value is Date {
  try {
    Date.prototype.getTime.call(value);
    return true;
  } catch {
    return false; // also for a proxy, which has no time
  }
}

/** True for a Map, and for what stands in for one: a proxy, an observable map. */
export function isMap(value: unknown): value is Map<unknown, unknown> {
  return value instanceof Map || (tagOf(value) === "Map" && isIterable(value));
}

/** True for a Set, and for what stands in for one. */
export function isSet(value: unknown): value is Set<unknown> {
  return value instanceof Set || (tagOf(value) === "Set" && isIterable(value));
}

export function isError(value: unknown): value is Error {
  return value instanceof Error || ["Error", "DOMException"].includes(tagOf(value));
}

/** True for an object whose own properties say all about it: one of no class. */
export function isPlainObject(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf"));
}

/** The name that every engine gives to the kinds of its objects, in every realm: "Map", "Error", "Object". */
function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

function isIterable(value: unknown): boolean {
  return typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === "function";
}
