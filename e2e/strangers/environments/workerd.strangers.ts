/** Cloudflare Workers, in their own runtime: fetch does not support `redirect: "error"`, and there is no location. */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type CaseRun, runCase } from "../calls/run-case.ts";
import { ofAnswers } from "../inputs/index.ts";
import { bundleProgram } from "../pages/bundle-program.ts";
import { type RunningWorkerd, startWorkerd } from "../workerd/start-workerd.ts";
import { runIn, usePage } from "./browser.ts";
import { testCases } from "./test-cases.ts";

const { demo, scripted } = inject("addresses");
let workerd: RunningWorkerd;

beforeAll(async () => {
  workerd = await startWorkerd(await bundleProgram("e2e/strangers/workerd/worker.ts", "es"));
});
afterAll(() => workerd.stop());

async function post<T>(path: string, argument: unknown): Promise<T> {
  const response = await fetch(workerd.url + path, { method: "POST", body: JSON.stringify(argument) });
  return (await response.json()) as T;
}

/** Fills in the address of the worker, which is known only once it runs. */
const toWorker = (it: CaseRun): CaseRun => ({ ...it, setting: { ...it.setting, demo: workerd.url } });

describe("a Cloudflare Worker as a client", () => {
  const run = async (it: CaseRun) => (await post<{ failure?: string }>("/run", it)).failure;

  describe("of a server", () => testCases("everyCall", { demo, scripted }, run));

  describe("with unusual responses", () => {
    for (const list of ["openConnections", "proxyWords", "redirects", ...ofAnswers] as const) {
      testCases(list, { demo, scripted }, run);
    }
  });

  describe("without a page to be relative to", () => testCases("baseUrlsWithoutPage", { demo }, run));

  describe("in memory", () => testCases("everyCall", { demo: "memory" }, run));

  it.each([{}, { timeoutMs: 60_000 }])(
    "can create its transport once for all its requests: calls with %o",
    async (more) => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => post("/call-kept", { demo, ...more })));
      answers.push(await post("/call-kept", { demo, ...more }));
      expect(answers).toEqual(answers.map(() => ["You said: hi", "5 messages"]));
    },
  );
});

describe("a Cloudflare Worker as a server", () => {
  describe("called from Node", () =>
    testCases("everyCall", { demo: "workerd", scripted }, (it) => runCase(toWorker(it))));

  describe("called from a page", () => {
    const used = usePage("/page.html");
    const run = runIn(() => used.page, "default");
    testCases("everyCall", { demo: "workerd", scripted }, (it) => run(toWorker(it)));
  });

  it("has logged no errors", () => expect(workerd.complaints()).toBe(""));
});
