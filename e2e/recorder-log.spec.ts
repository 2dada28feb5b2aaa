/** Recorded calls, saved by a test and read by other tools. */
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base, expect, type Page } from "@playwright/test";
import type { Hook, Row } from "farcall/devtools";
import { toHar, toNdjson } from "farcall/devtools/log";
import { attachCalls, readCalls } from "farcall/devtools/playwright";
import { build, type Rolldown } from "vite";
import { startServers } from "./servers/start-servers.ts";

interface Site {
  /** An empty page. */
  url: string;
  /** The demo server, on another origin. */
  demo: string;
  /** The script that makes the calls. */
  script: string;
  /** The script that records them, built separately, with its own copy of every module. */
  recorder: string;
}

async function bundleScript(input: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      rolldownOptions: { input, output: { format: "iife", codeSplitting: false } },
    },
  });
  return (result as Rolldown.RolldownOutput).output[0].code;
}

const test = base.extend<{ calls: { answers: string[]; makeThem(page: Page): Promise<string[]> } }, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the requested fixtures here
    async ({}, use) => {
      const script = await bundleScript("e2e/calls-page.ts");
      const recorder = await bundleScript("e2e/injected-recorder.ts");
      const server = createServer({ keepAliveTimeout: 0 }, (_, res) =>
        res.setHeader("content-type", "text/html").end("<title>calls</title>"),
      );
      server.listen(0, "localhost");
      await once(server, "listening");
      const { addresses, stop } = await startServers();
      const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
      await use({ url, demo: addresses.demo, script, recorder });
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
    await page.addInitScript({ content: site.recorder });
    await use({ answers: await makeThem(page), makeThem });
  },
});

test("a HAR from the recorder can replace the server", async ({ browser, calls, page, site }, testInfo) => {
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

test("a failed test attaches the calls of its page as NDJSON and HAR, and a passing one attaches nothing", async ({
  calls,
  page,
}, testInfo) => {
  await attachCalls(page, testInfo);
  expect(testInfo.attachments).toEqual([]);
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

test("an injected recorder resends calls with the page's own code, and cancels them", async ({ calls, page, site }) => {
  const told = await page.evaluate(async () => {
    const hook = (globalThis as never as Record<symbol, Hook>)[Symbol.for("farcall.devtools")] as Hook;
    await hook.ready();
    const rows = () => JSON.parse(hook.drain(0)).calls as Row[];
    const first = rows().filter(({ method }) => method === "Say" || method === "Introduce");
    const answers = first.map(({ id }) =>
      JSON.parse(hook.command(JSON.stringify({ do: "resend", id: `again ${id}`, call: id }))),
    );
    const again = () => rows().filter(({ resentFrom }) => resentFrom !== undefined);
    while (again().filter(({ end }) => end !== undefined).length < first.length) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return { answers, again: again().map(({ method, code, attempts }) => [method, code, attempts[0]?.responses]) };
  });
  expect(calls.answers.length).toBeGreaterThan(0);
  expect(told.answers).toHaveLength(6);
  expect(told.answers.every(({ ok }) => ok)).toBe(true);
  const say = ["Say", undefined, 1];
  const introduce = ["Introduce", undefined, 5];
  expect(told.again.sort()).toEqual([introduce, introduce, say, say, say, say]);
  const error = await page.evaluate(async (demo) => {
    const own = globalThis as never as { hold(baseUrl: string): void; told: Promise<unknown> };
    own.hold(demo);
    const hook = (globalThis as never as Record<symbol, Hook>)[Symbol.for("farcall.devtools")] as Hook;
    let held: Row | undefined;
    while (!held) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      const rows = JSON.parse(hook.drain(0)).calls as Row[];
      held = rows.find(({ method, attempts }) => method === "Wait" && attempts.length > 0);
    }
    hook.command(JSON.stringify({ do: "cancel", id: "stop", call: held.id }));
    return own.told;
  }, site.demo);
  expect(error).toEqual(["canceled", "canceled in the devtools", true]);
});

test("the script of the guide tells an agent which calls have failed, and why", async ({ calls, page }) => {
  const guide = readFileSync("docs/devtools.md", "utf8");
  const [, script] = /^```js\n(.*?)^```$/ms.exec(guide) ?? [];
  const failed = { call: "demo.v1.DemoService/Fail", code: "not_found", why: "server", message: "no hat", details: [] };
  expect(await page.evaluate(`(${script})()`)).toMatchObject([failed, failed]);
  expect(calls.answers).toContain("You said: two");
});

test("a page without a recorder, or one that is closed, has no calls", async ({ page, site }) => {
  await page.goto(site.url);
  expect(await readCalls(page)).toEqual([]);
  expect(toNdjson([])).toBe("");
  await page.close();
  expect(await readCalls(page)).toEqual([]);
});
