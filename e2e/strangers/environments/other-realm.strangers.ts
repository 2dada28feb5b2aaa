/**
 * Two realms: a page and its iframe, and a `vm` context with Node's fetch from outside, which is how jest runs every test
 * file. Values there cannot be recognized by their class.
 */
import { describe, inject } from "vitest";
import { runIn, usePage } from "./browser.ts";
import { testCases } from "./test-cases.ts";
import { runInContext } from "./vm-context.ts";

const { demo, scripted } = inject("addresses");

describe("in a vm context, with Node's platform from outside", () => {
  const run = runInContext(inject("program"));
  testCases("everyCall", { demo, scripted }, run);
  testCases("throughTheCache", { demo }, run);
  testCases("otherRealm", { demo }, run);
});

describe("in memory, in a vm context", () => {
  const run = runInContext(inject("program"));
  testCases("everyCall", { demo: "memory" }, run);
  testCases("throughTheCache", { demo: "memory" }, run);
});

describe("in a page, with values from an iframe", () => {
  const used = usePage("/page.html");
  testCases(
    "otherRealm",
    { demo },
    runIn(() => used.page, "default"),
  );
});
