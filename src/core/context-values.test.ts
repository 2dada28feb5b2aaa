import { describe, expect, it } from "vitest";
import { ContextValues, createContextKey } from "./context-values.ts";

describe("ContextValues", () => {
  it("returns the default of a key that was not set", () => {
    expect(new ContextValues().get(createContextKey(3))).toBe(3);
  });

  it("returns the value that was set, even undefined, until it is deleted", () => {
    const key = createContextKey<string | undefined>("default");
    const values = new ContextValues().set(key, "a");
    expect(values.get(key)).toBe("a");
    expect(values.set(key, undefined).get(key)).toBeUndefined();
    expect(values.delete(key).get(key)).toBe("default");
  });

  it("distinguishes keys with the same description", () => {
    const [one, two] = [createContextKey(1, { description: "n" }), createContextKey(2, { description: "n" })];
    const values = new ContextValues().set(one, 10);
    expect([values.get(one), values.get(two)]).toEqual([10, 2]);
    expect(one.id.description).toBe("n");
  });

  it("keeps the values of calls separate", () => {
    const key = createContextKey(0);
    new ContextValues().set(key, 1);
    expect(new ContextValues().get(key)).toBe(0);
  });
});
