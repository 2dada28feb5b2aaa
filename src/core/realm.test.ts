import { describe, expect, it } from "vitest";
import { foreign } from "../../e2e/foreign-realm.ts";
import { isBytes, isDate, isError, isMap, isPlainObject, isSet } from "./realm.ts";

const samples = {
  bytes: Uint8Array.of(1, 2),
  date: new Date(Number.NaN),
  map: new Map([[1, 2]]),
  set: new Set([1]),
  error: new Error("no hat"),
  plain: { hat: 1 },
};

const checks = {
  bytes: isBytes,
  date: isDate,
  map: isMap,
  set: isSet,
  error: isError,
  plain: (value: unknown) => isPlainObject(value as object),
};

/** Returns the kinds that a value is recognized as. */
const kindsOf = (value: unknown) =>
  Object.entries(checks).flatMap(([kind, check]) => {
    return typeof value === "object" && value !== null && check(value) ? [kind] : [];
  });

describe.each(["from this realm", "from another realm"])("a value %s", (whose) => {
  const made = <T>(value: T): T => (whose === "from this realm" ? value : foreign(value));

  it.each(Object.keys(samples) as (keyof typeof samples)[])("is recognized as %s, and as nothing else", (kind) => {
    const value: object = made(samples[kind]);
    expect(kindsOf(value)).toEqual([kind]);
  });
});

it("values from another realm are not instances of our classes", () => {
  expect(foreign(samples.bytes) instanceof Uint8Array).toBe(false);
  expect(foreign(samples.map) instanceof Map).toBe(false);
  expect(foreign(samples.plain) instanceof Object).toBe(false);
  expect([...foreign(samples.bytes)]).toEqual([...samples.bytes]);
});

it("other views are not bytes", () => {
  const { buffer } = Uint8Array.of(1, 2);
  expect([new Int8Array(buffer), new DataView(buffer), buffer, new Uint8ClampedArray(buffer)].some(isBytes)).toBe(
    false,
  );
});

it("an object without a prototype is plain, one with a class is not", () => {
  class Hat {}
  expect(isPlainObject(Object.create(null))).toBe(true);
  expect([new Hat(), Object.create({}), Object.create(Object.create(null)), []].some(isPlainObject)).toBe(false);
});

it("stand-ins for a map or a set are recognized, but not objects that only claim to be one", () => {
  const proxy = new Proxy(new Map(), {});
  const observable = { [Symbol.toStringTag]: "Set", [Symbol.iterator]: () => [1].values() };
  expect([isMap(proxy), isSet(observable), isMap(observable)]).toEqual([true, true, false]);
  expect([isMap({ [Symbol.toStringTag]: "Map" }), isDate({ [Symbol.toStringTag]: "Date" })]).toEqual([false, false]);
});

it("undefined and null are of no kind", () => {
  for (const value of [undefined, null, 0, "", 1n, Symbol(), () => {}]) {
    expect([isBytes, isDate, isMap, isSet, isError].some((check) => check(value))).toBe(false);
  }
});
