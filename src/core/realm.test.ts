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

/** Which kinds a value is of. */
const kindsOf = (value: unknown) =>
  Object.entries(checks).flatMap(([kind, check]) => {
    return typeof value === "object" && value !== null && check(value) ? [kind] : [];
  });

describe.each(["ours", "of another realm"])("a value that is %s", (whose) => {
  const made = <T>(value: T): T => (whose === "ours" ? value : foreign(value));

  it.each(Object.keys(samples) as (keyof typeof samples)[])("is known as %s, and as nothing else", (kind) => {
    const value: object = made(samples[kind]);
    expect(kindsOf(value)).toEqual([kind]);
  });
});

it("the values of another realm are none of our classes, which this test is about", () => {
  expect(foreign(samples.bytes) instanceof Uint8Array).toBe(false);
  expect(foreign(samples.map) instanceof Map).toBe(false);
  expect(foreign(samples.plain) instanceof Object).toBe(false);
  expect([...foreign(samples.bytes)]).toEqual([...samples.bytes]);
});

it("other views are no bytes", () => {
  const { buffer } = Uint8Array.of(1, 2);
  expect([new Int8Array(buffer), new DataView(buffer), buffer, new Uint8ClampedArray(buffer)].some(isBytes)).toBe(
    false,
  );
});

it("an object without a prototype is plain, one of a class is not", () => {
  class Hat {}
  expect(isPlainObject(Object.create(null))).toBe(true);
  expect([new Hat(), Object.create({}), Object.create(Object.create(null)), []].some(isPlainObject)).toBe(false);
});

it("what stands in for a map or a set is one, and what only says so is not", () => {
  const proxy = new Proxy(new Map(), {});
  const observable = { [Symbol.toStringTag]: "Set", [Symbol.iterator]: () => [1].values() };
  expect([isMap(proxy), isSet(observable), isMap(observable)]).toEqual([true, true, false]);
  expect([isMap({ [Symbol.toStringTag]: "Map" }), isDate({ [Symbol.toStringTag]: "Date" })]).toEqual([false, false]);
});

it("nothing is not of any kind", () => {
  for (const value of [undefined, null, 0, "", 1n, Symbol(), () => {}]) {
    expect([isBytes, isDate, isMap, isSet, isError].some((check) => check(value))).toBe(false);
  }
});
