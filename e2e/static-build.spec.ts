/** The page as it is built, on a server that serves files and nothing else: its demo server is a service worker. */
import { execFileSync } from "node:child_process";
import { type PreviewServer, preview } from "vite";
import { expect, PlaygroundPage, test as pageTest } from "./playground-page.ts";

let server: PreviewServer;
let baseURL: string;

const test = pageTest.extend({
  // Opened at the built page instead of the one in development.
  playground: async ({ page }, use) => {
    const playground = new PlaygroundPage(page);
    await page.goto(baseURL);
    await expect(playground.sendButton).toBeVisible();
    await use(playground);
    expect(playground.complaints).toEqual([]);
  },
});

test.describe.configure({ mode: "serial" }); // one build for all

test.beforeAll(async () => {
  execFileSync("npm", ["run", "build:playground", "--silent"], { stdio: ["ignore", "ignore", "inherit"] });
  server = await preview({ preview: { port: 0, host: "localhost" }, logLevel: "error" });
  baseURL = server.resolvedUrls?.local[0] ?? "";
});

test.afterAll(() => server.close());

test("is answered by the service worker, at the first visit", async ({ playground, page }) => {
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
