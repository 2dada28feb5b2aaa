/** A page and a service worker of a browser extension, whose origin, `chrome-extension://...`, cannot have a server. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page, type Worker } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { wholeBrowserOptions } from "../../../scripts/chromium.mjs";
import { type Evaluator, runIn } from "./browser.ts";
import { testCases } from "./test-cases.ts";

const { demo, scripted } = inject("addresses");

const manifest = {
  manifest_version: 3,
  name: "Stranger",
  version: "1",
  host_permissions: ["http://localhost/*"],
  background: { service_worker: "program.js" },
};
const html = '<!doctype html><meta charset="utf-8"><title>Stranger</title><body><script src="program.js"></script>';

let folder: string;
let context: BrowserContext;
let page: Page;
let worker: Worker;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "farcall-extension-"));
  await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "page.html"), html);
  await writeFile(join(folder, "program.js"), inject("program"));
  context = await chromium.launchPersistentContext("", {
    ...wholeBrowserOptions,
    headless: false, // the old headless mode has no extensions; the new one is requested explicitly
    args: [
      ...wholeBrowserOptions.args,
      "--headless=new",
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
    ],
  });
  worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  page = await context.newPage();
  await page.goto(new URL("page.html", worker.url()).href);
});

afterAll(async () => {
  await context.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each<[string, () => Evaluator]>([
  ["a page of an extension", () => page],
  ["the service worker of an extension", () => worker],
])("in %s", (_, where) => {
  it("has an extension's origin", async () => {
    expect(await where().evaluate(() => self.origin, undefined)).toMatch(/^chrome-extension:/);
  });

  describe("to a server, with the native fetch handed over", () => {
    testCases("everyCall", { demo, scripted }, runIn(where, "native"));
  });

  describe("in memory", () => {
    testCases("everyCall", { demo: "memory" }, runIn(where, "default"));
  });
});
