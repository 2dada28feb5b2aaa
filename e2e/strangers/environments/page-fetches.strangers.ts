/** The fetches that applications pass in a page: native ones, methods, wrappers, React Native's, an iframe's. */
import { describe, expect, inject, it } from "vitest";
import { ofAnswers } from "../inputs/index.ts";
import type { FetchName } from "../pages/fetches.ts";
import { runIn, usePage } from "./browser.ts";
import { testCases } from "./test-cases.ts";

const demo = inject("site");
const { scripted } = inject("addresses");

describe.each<[string, FetchName]>([
  ["without a fetch option", "default"],
  ["with window.fetch passed explicitly", "native"],
  ["with a method as fetch", "method"],
  ["with a bound method as fetch", "bound"],
  ["with the fetch passed to a framework's loader", "loader"],
  ["with a fetch that spreads its headers", "spreading"],
  ["with React Native's fetch, whose responses have no body", "reactNative"],
  ["with the fetch of an iframe, and all the classes of its realm", "iframe"],
])("in a page, %s", (_, fetch) => {
  const used = usePage("/page.html");
  testCases(
    "everyCall",
    { demo, scripted },
    runIn(() => used.page, fetch),
  );

  if (fetch === "reactNative") {
    for (const list of ["throughTheCache", ...ofAnswers] as const) {
      testCases(
        list,
        { demo, scripted },
        runIn(() => used.page, fetch),
      );
    }
  }

  it("leaves no uncaught errors", () => expect(used.errors).toEqual([]));
});
