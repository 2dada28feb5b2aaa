/** The built page on a static file server: its demo server is a service worker. */
import type { Page } from "@playwright/test";
import { type Plugin, type PreviewServer, preview } from "vite";
import { expect, PlaygroundPage, test as pageTest } from "./playground-page.ts";

let server: PreviewServer;
let baseURL: string;
/** Served instead of the built one. */
let newerWorker: string | undefined;

const offerNewerWorker: Plugin = {
  name: "offer-newer-worker",
  configurePreviewServer({ middlewares }) {
    middlewares.use("/service-worker.js", (_, res, next) => {
      if (newerWorker === undefined) {
        next();
      } else {
        res.setHeader("Content-Type", "text/javascript").end(newerWorker);
      }
    });
  },
};

const test = pageTest.extend({
  // Opens the built page instead of the one in development.
  playground: async ({ page }, use) => {
    const playground = new PlaygroundPage(page);
    await page.goto(baseURL);
    await expect(playground.sendButton).toBeVisible();
    await use(playground);
    expect(playground.complaints).toEqual([]);
  },
});

/** Reloads like Shift and Reload: the page loads without its service worker. */
async function hardReload(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  const loaded = page.waitForEvent("load");
  await devTools.send("Page.reload", { ignoreCache: true });
  await loaded;
}

test.beforeAll(async () => {
  // Built by serve-page.mjs. Each worker serves it separately, because one test replaces a file.
  server = await preview({ plugins: [offerNewerWorker], preview: { port: 0, host: "localhost" }, logLevel: "error" });
  baseURL = server.resolvedUrls?.local[0] ?? "";
});

test.afterAll(() => server.close());

test("is served by the service worker on the first visit", async ({ playground, page }) => {
  const answered = page.waitForResponse(/demo\.v1\.DemoService\/Say/);
  await playground.call("Say", { sentence: "anybody there?" });
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer.getByRole("tabpanel")).toContainText("You said: anybody there?");
  expect((await answered).fromServiceWorker()).toBe(true);
});

test("streams, in both protocols", async ({ playground }) => {
  for (const protocol of ["Connect", "gRPC-Web"]) {
    await playground.choose("Protocol", protocol);
    await playground.call("Introduce", { name: "Ada", intervalMs: 20 });
    await expect(playground.status).toHaveText("OK");
    await expect(playground.rows).toHaveCount(5);
  }
});

test("cancels an endless stream, and the worker answers the next call", async ({ playground }) => {
  await playground.call("Tick", { perSecond: 100, count: "0" });
  await expect(playground.rows.first()).toBeVisible();
  await playground.cancelButton.click();
  await expect(playground.status).toHaveText("canceled");
  await playground.expectToWork();
});

test("takes streams of requests", async ({ playground }) => {
  await playground.call("Summarize", [{ sentence: "one two" }, { sentence: "three" }]);
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer.getByRole("tabpanel")).toContainText('"words": 3');
});

test.describe("after a hard reload", () => {
  test("is served by the service worker again", async ({ playground, page }) => {
    await hardReload(page);
    await expect(playground.sendButton).toBeVisible();
    const answered = page.waitForResponse(/demo\.v1\.DemoService\/Say/);
    await playground.expectToWork();
    expect((await answered).fromServiceWorker()).toBe(true);
  });

  test("leaves a stream in another tab alone", async ({ playground, page, context }) => {
    const other = new PlaygroundPage(await context.newPage());
    await other.page.goto(baseURL);
    await other.call("Tick", { perSecond: 100, count: "0" });
    await expect(other.rows.first()).toBeVisible();
    await hardReload(page);
    await playground.expectToWork();
    await page.close();
    const count = other.answer.locator(".metrics > div", { hasText: "Messages" });
    const before = (await count.textContent()) ?? "";
    await expect(count).not.toHaveText(before);
    await expect(other.status).toHaveText("In flight");
    await other.cancelButton.click();
    expect(other.complaints).toEqual([]);
  });

  test("is served by a newer worker that was deployed in the meantime", async ({ playground, page }) => {
    await playground.expectToWork();
    const worker = await (await fetch(new URL("service-worker.js", baseURL))).text();
    newerWorker = worker.replace("You said: ", "You said anew: ");
    try {
      await hardReload(page);
      await expect(async () => {
        const answered = page.waitForResponse(/demo\.v1\.DemoService\/Say/);
        await playground.call("Say", { sentence: "anybody new there?" });
        await answered;
        await expect(playground.status).toHaveText("OK");
        expect(await playground.answer.textContent()).toContain("You said anew: anybody new there?");
      }).toPass({ timeout: 60_000 });
    } finally {
      newerWorker = undefined;
    }
  });

  test("reports an error if the worker does not claim the page", async ({ page }) => {
    const playground = new PlaygroundPage(page);
    await page.goto(baseURL);
    await playground.expectToWork();
    await page.addInitScript(() => {
      ServiceWorker.prototype.postMessage = () => {}; // the worker receives nothing
    });
    await hardReload(page);
    await playground.call("Say", { sentence: "anybody there?" });
    await expect(playground.answer).toContainText("reload the page");
    expect(playground.complaints).toEqual([expect.stringContaining("reload the page")]);
    await page.reload();
    await playground.expectToWork();
  });
});

test.describe("while there is no worker", () => {
  // The real one, but only as soon as the test lets it.
  const holdWorker = () => {
    const { register } = ServiceWorkerContainer.prototype;
    ServiceWorkerContainer.prototype.register = async function (...rest) {
      await new Promise((resolve) => addEventListener("release", resolve));
      return register.apply(this, rest);
    };
  };

  test("renders, and lets its calls wait", async ({ page }) => {
    const playground = new PlaygroundPage(page);
    await page.addInitScript(holdWorker);
    await page.goto(baseURL);
    await playground.call("Say", { sentence: "anybody there?" });
    await expect(playground.status).toHaveText("In flight");
    await page.evaluate(() => dispatchEvent(new Event("release")));
    await expect(playground.status).toHaveText("OK");
    expect(playground.complaints).toEqual([]);
  });

  test("can cancel a waiting call, and calls other servers immediately", async ({ page }) => {
    const playground = new PlaygroundPage(page);
    await page.addInitScript(holdWorker);
    await page.goto(baseURL);
    await playground.call("Say", { sentence: "anybody there?" });
    await playground.cancelButton.click();
    await expect(playground.status).toHaveText("canceled");
    await playground.baseUrl.fill("/elsewhere");
    await playground.sendButton.click();
    await expect(playground.status).toHaveText("unimplemented");
  });

  test("reports why if there cannot be one", async ({ page }) => {
    const playground = new PlaygroundPage(page);
    await page.addInitScript(() => {
      ServiceWorkerContainer.prototype.register = () => Promise.reject(new Error("not in this private window"));
    });
    await page.goto(baseURL);
    await playground.call("Say", { sentence: "anybody there?" });
    await expect(playground.answer).toContainText("not in this private window");
    expect(playground.complaints).toEqual([expect.stringContaining("not in this private window")]);
  });
});

test("cancels any number of messages", async ({ playground }) => {
  await playground.call("FailLater", { after: 2 ** 32 - 1 });
  await expect(playground.rows.first()).toBeVisible();
  await playground.cancelButton.click();
  await expect(playground.status).toHaveText("canceled");
  await playground.expectToWork();
});

test("introduces itself correctly, wherever it runs", async ({ playground }) => {
  await playground.call("Introduce", { name: "Ada", intervalMs: 0 });
  await expect(playground.status).toHaveText("OK");
  await expect(playground.rows.nth(1)).toContainText("service worker");
});

const excesses = [
  ["Introduce", { intervalMs: 2 ** 31 }, "interval_ms is 2147483648, but must not exceed 60000"],
  ["Wait", { durationMs: 60_001 }, "duration_ms is 60001, but must not exceed 60000"],
  ["Large", { sizeBytes: 2 ** 32 - 1 }, "size_bytes is 4294967295, but must not exceed 67108864"],
  [
    "Follow",
    { after: String(2n ** 64n - 1n) },
    "after is 18446744073709551615, but must not exceed 9223372036854775807",
  ],
] as const;
for (const [method, request, message] of excesses) {
  test(`refuses more than ${method} can do`, async ({ playground }) => {
    await playground.call(method, request);
    await expect(playground.status).toHaveText("out_of_range");
    await expect(playground.answer).toContainText(message);
  });
}
