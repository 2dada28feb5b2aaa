/**
 * Web workers: `self.fetch`, no document, and a location that may be a blob: URL, which cannot be a base URL and has the
 * origin of the page.
 */
import type { Worker } from "@playwright/test";
import { beforeAll, describe, expect, inject, it } from "vitest";
import type { FetchName } from "../pages/fetches.ts";
import { runIn, usePage } from "./browser.ts";
import { testCases } from "./test-cases.ts";

const demo = inject("site");
const { scripted } = inject("addresses");

/** How a page starts each kind of worker. */
const starts = {
  "a classic worker": () => new Worker("/program.js"),
  // The same file works as both, because the program imports nothing.
  "a module worker": () => new Worker("/program.js", { type: "module" }),
  "a worker of a blob: URL": () => {
    const program = `importScripts(${JSON.stringify(`${location.origin}/program.js`)})`;
    return new Worker(URL.createObjectURL(new Blob([program], { type: "text/javascript" })));
  },
};

describe.each(Object.entries(starts))("in %s", (_, start) => {
  const used = usePage("/page.html");
  let worker: Worker;
  beforeAll(async () => {
    worker = await used.startWorker(start);
  });

  describe.each<[string, FetchName]>([
    ["without a fetch option", "default"],
    ["with self.fetch passed explicitly", "native"],
  ])("%s", (_, fetch) => {
    testCases(
      "everyCall",
      { demo, scripted },
      runIn(() => worker, fetch),
    );
  });

  describe("in memory", () => {
    testCases(
      "throughTheCache",
      { demo: "memory" },
      runIn(() => worker, "default"),
    );
  });

  it("leaves no uncaught errors", () => expect(used.errors).toEqual([]));
});
