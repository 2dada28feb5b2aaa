/** What the recorder knows, taken along from a test and read by others. */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base, expect, type Page } from "@playwright/test";
import { toHar, toNdjson } from "farcall/devtools/log";
import { attachCalls, readCalls } from "farcall/devtools/playwright";
import { build, type Rolldown } from "vite";
import { startServers } from "./servers/start-servers.ts";

interface Site {
  /** A page without anything in it. */
  url: string;
  /** The demo server, of another origin. */
  demo: string;
  /** What makes its calls: recorded-calls.ts in one piece. */
  script: string;
}

async function bundleCalls(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      rolldownOptions: { input: "e2e/recorded-calls.ts", output: { format: "iife", codeSplitting: false } },
    },
  });
  return (result as Rolldown.RolldownOutput).output[0].code;
}

const test = base.extend<{ calls: { answers: string[]; makeThem(page: Page): Promise<string[]> } }, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads here what is wanted
    async ({}, use) => {
      const script = await bundleCalls();
      const server = createServer((_, res) => res.setHeader("content-type", "text/html").end("<title>calls</title>"));
      server.listen(0, "localhost");
      await once(server, "listening");
      const { addresses, stop } = await startServers();
      const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
      await use({ url, demo: addresses.demo, script });
      stop();
      server.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  calls: async ({ page, site }, use) => {
    const makeThem = async (on: Page): Promise<string[]> => {
      await on.goto(site.url);
      await on.addScriptTag({ content: site.script });
      return on.evaluate(
        (demo) => (globalThis as never as { makeCalls(url: string): string[] }).makeCalls(demo),
        site.demo,
      );
    };
    await use({ answers: await makeThem(page), makeThem });
  },
});

test("a HAR of the recorder's answers instead of the server", async ({ browser, calls, page, site }, testInfo) => {
  const path = testInfo.outputPath("calls.har");
  writeFileSync(path, toHar(await readCalls(page)));
  const replay = await browser.newContext();
  let forwarded = 0;
  await replay.route(`${site.demo}/**`, (route) => {
    forwarded++;
    return route.abort();
  });
  await replay.routeFromHAR(path, { url: `${site.demo}/**`, notFound: "fallback" });
  expect(await calls.makeThem(await replay.newPage())).toEqual(calls.answers);
  expect(forwarded).toBe(0);
  await replay.close();
});

test("a test that fails has the calls of its page as lines of JSON and as HAR, and one that does not has none", async ({
  calls,
  page,
}) => {
  const attached = new Map<string, string>();
  const testOf = (status: string) => ({
    status,
    expectedStatus: "passed",
    async attach(name: string, { body }: { body: string }) {
      attached.set(name, body);
    },
  });
  await attachCalls(page, testOf("passed"));
  expect(attached.size).toBe(0);
  await attachCalls(page, testOf("failed"));
  expect([...attached.keys()]).toEqual(["calls.ndjson", "calls.har"]);
  const lines = (attached.get("calls.ndjson") ?? "")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const methods = lines.flatMap(({ call }) => (call ? [call.method] : []));
  expect(methods).toEqual([
    "Say",
    "Say",
    "Introduce",
    "Fail",
    "Summarize",
    "Say",
    "Say",
    "Introduce",
    "Fail",
    "Summarize",
  ]);
  expect(lines.filter(({ schema }) => schema !== undefined)).toHaveLength(4);
  expect(calls.answers).toContain("You said: one");
  const text = [...attached.values()].join("");
  expect(text).not.toContain("Bearer secret");
  expect(text).toContain("authorization");
});

test("a page without a recorder, and one that is closed, has no calls", async ({ page, site }) => {
  await page.goto(site.url);
  expect(await readCalls(page)).toEqual([]);
  expect(toNdjson([])).toBe("");
  await page.close();
  expect(await readCalls(page)).toEqual([]);
});
