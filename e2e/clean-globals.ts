/**
 * Fails a test file that leaves something on `globalThis`, or takes something away: files share their globals, and the next
 * one would run in another world. Symbols of libraries are theirs; what they keep under them is kept once.
 */
import { afterAll, expect, vi } from "vitest";

/** Kept on purpose: counts the transports of all copies of this package in a page. */
const kept = Symbol.for("farcall.transports");

function globals(): Set<PropertyKey> {
  const isOurs = (key: PropertyKey) => typeof key !== "symbol" || String(key.description).startsWith("farcall.");
  return new Set(Reflect.ownKeys(globalThis).filter((key) => isOurs(key) && key !== kept));
}

const before = globals();

afterAll(() => {
  vi.unstubAllGlobals();
  const after = globals();
  expect([...after].filter((key) => !before.has(key)).map(String), "globals that this file leaves").toEqual([]);
  expect([...before].filter((key) => !after.has(key)).map(String), "globals that this file takes away").toEqual([]);
});
