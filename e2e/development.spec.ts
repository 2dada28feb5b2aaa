/** The page as served by `npm start`: as modules, which are loaded on demand and updated while they run. */
import { mergeTests } from "@playwright/test";
import { test as examplesTest, expect, expectToGoOnAfterEachCut } from "./examples-page.ts";
import { test as playgroundTest } from "./playground-page.ts";

const test = mergeTests(examplesTest, playgroundTest);

test("the demo server answers, and streams", async ({ playground, page }) => {
  const answered = page.waitForResponse(/demo\.v1\.DemoService\/Say/);
  await playground.call("Say", { sentence: "anybody there?" });
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer.getByRole("tabpanel")).toContainText("You said: anybody there?");
  expect((await answered).fromServiceWorker()).toBe(false);
  await playground.call("Introduce", { name: "Ada", intervalMs: 20 });
  await expect(playground.status).toHaveText("OK");
  await expect(playground.rows).toHaveCount(5);
});

test("the playground loads neither the examples nor the hooks before they are needed", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.goto("/");
  await expect(page.getByRole("button", { name: /^Send/ })).toBeVisible();
  expect(loaded.filter((url) => /react-query|\/examples\//.test(url))).toEqual([]);
  await page.getByRole("link", { name: "Examples" }).click();
  await expect(page.getByRole("heading", { name: "Calls as hooks" })).toBeVisible();
  expect(loaded.filter((url) => /react-query/.test(url))).not.toEqual([]);
});

test("a hot update keeps the stream, its count and the state of the component", async ({ examples, page }) => {
  const title = "10,000 messages a second";
  const card = examples.card(title);
  await card.getByRole("group", { name: "Messages to keep" }).getByText("Last 10,000").click();
  await card.getByRole("button", { name: "Start" }).click();
  await expect.poll(() => examples.count(title, "Messages")).toBeGreaterThan(5000);
  const before = await examples.count(title, "Messages");
  for (const file of ["examples/ticker.tsx", "examples/tick-sparkline.tsx", "examples/examples-page.tsx"]) {
    await examples.hotUpdate(file);
    await page.waitForTimeout(1200); // longer than a stream stays open without a reader
  }
  await expect(page.getByRole("radio", { name: "Last 10,000" })).toBeChecked();
  await expect.poll(() => examples.count(title, "Messages")).toBeGreaterThan(before + 10_000);
  expect(examples.requestsTo("DemoService/Tick")).toHaveLength(1);
  expect(examples.requestsTo("DemoService/Tick")[0]?.failure()).toBeNull();
});

test("a hot update keeps a stream that waits to reconnect, and what was typed", async ({ examples }) => {
  const title = "Interrupted stream";
  const card = examples.card(title);
  await examples.card("Optimistic mutation").getByRole("textbox").fill("half a no");
  await card.getByRole("button", { name: "Start" }).click();
  await expect(card.getByRole("status")).toHaveText("reconnecting, attempt 1");
  await examples.hotUpdate("examples/follower.tsx");
  await examples.hotUpdate("examples/notes.tsx");
  await expect(card.getByRole("status")).toHaveText("open");
  await expect.poll(() => examples.count(title, "Last number")).toBeGreaterThan(16);
  await expect(examples.metric(title, "Gaps")).toHaveText("0");
  await expect(examples.metric(title, "Duplicates")).toHaveText("0");
  expectToGoOnAfterEachCut(examples.followedAfter());
  await expect(examples.card("Optimistic mutation").getByRole("textbox")).toHaveValue("half a no");
});
