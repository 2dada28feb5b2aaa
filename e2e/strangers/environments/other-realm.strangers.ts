/**
 * Two realms at once: a page and its iframe, and a `vm` context with the fetch of Node around it, which is what jest
 * makes of every test file. Nothing there can be known by its class.
 */
import { describe, inject } from "vitest";
import { runIn, usePage } from "./browser.ts";
import { testCases } from "./test-cases.ts";
import { runInContext } from "./vm-context.ts";

const { demo, scripted } = inject("addresses");

describe("in a vm context, with the platform of Node around it", () => {
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

describe("in a page, with values of an iframe", () => {
  const used = usePage("/page.html");
  testCases(
    "otherRealm",
    { demo },
    runIn(() => used.page, "default"),
  );
});
