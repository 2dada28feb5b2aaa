/**
 * Documents whose origin is not that of their URL: a frame of `srcdoc` or about:blank has its parent's, a sandboxed frame
 * and a file have an opaque one, and that of a blob: URL is inside the URL.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Frame } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { runIn, usePage } from "./browser.ts";
import { testCases } from "./test-cases.ts";

const site = inject("site");
const { demo, scripted } = inject("addresses");
const html = `<!doctype html><meta charset="utf-8"><body><script src="${site}/program.js"></script>`;

interface Document {
  /** Shows the document in a frame of the page. */
  show: (frame: HTMLIFrameElement, html: string) => void;
  /** Its origin, and that of its URL. */
  origins: [origin: string, ofUrl: string];
}

const documents: Record<string, Document> = {
  "a frame of srcdoc": {
    show(frame, html) {
      frame.srcdoc = html;
    },
    origins: [site, "null"],
  },
  "a frame of about:blank": {
    show(frame, html) {
      frame.contentDocument?.open();
      frame.contentDocument?.write(html);
      frame.contentDocument?.close();
    },
    origins: [site, site],
  },
  "a frame of a blob: URL": {
    show(frame, html) {
      frame.src = URL.createObjectURL(new Blob([html], { type: "text/html" }));
    },
    origins: [site, site],
  },
  "a sandboxed frame": {
    show(frame, html) {
      frame.sandbox.add("allow-scripts");
      frame.srcdoc = html;
    },
    origins: ["null", "null"],
  },
  "a frame of a data: URL": {
    show(frame, html) {
      frame.src = `data:text/html,${encodeURIComponent(html)}`;
    },
    origins: ["null", "null"],
  },
};

describe.each(Object.entries(documents))("in %s", (_, { show, origins }) => {
  const used = usePage("/page.html");
  let frame: Frame;
  beforeAll(async () => {
    await used.page.evaluate(
      ([source, html]) => {
        const element = document.body.appendChild(document.createElement("iframe"));
        new Function("frame", "html", `({ ${source} }).show(frame, html)`)(element, html);
      },
      [show.toString(), html] as const,
    );
    const element = await used.page.waitForSelector("iframe", { state: "attached" });
    frame = (await element.contentFrame()) as Frame;
    await frame.waitForFunction(() => globalThis.strangers);
  });
  const run = runIn(() => frame, "default");

  it("has an origin that need not be that of its URL", async () => {
    expect(await frame.evaluate(() => [self.origin, location.origin])).toEqual(origins);
  });

  // A relative URL is enough for documents with the origin of their parent.
  const isSameOrigin = origins[0] === site;
  describe("to its own server", () => {
    testCases("everyCall", { demo: isSameOrigin ? "/" : site, scripted, allowsHeaders: isSameOrigin }, run);
  });

  describe("in memory", () => testCases("throughTheCache", { demo: "memory" }, run));
});

describe("in a file", () => {
  let folder: string;
  const used = usePage("/page.html");
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "farcall-page-"));
    await writeFile(join(folder, "page.html"), html);
    await used.page.goto(pathToFileURL(join(folder, "page.html")).href);
  });
  afterAll(() => rm(folder, { recursive: true }));
  const run = runIn(() => used.page, "default");

  it("has an opaque origin", async () => {
    expect(await used.page.evaluate(() => [self.origin, location.origin])).toEqual(["null", "file://"]);
  });

  describe("to a server", () => testCases("everyCall", { demo, scripted }, run));
  describe("in memory", () => testCases("everyCall", { demo: "memory" }, run));
});
