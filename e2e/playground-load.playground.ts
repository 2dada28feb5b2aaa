/** The playground under load: long streams and large answers, all of which arrive and none of which blocks the page. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { answerLoad, loadDescriptors, recordCount, streamLength } from "./bench/playground/load-service.mjs";
import { recordTasks } from "./bench/playground/main-thread.mjs";
import { expect, type PlaygroundPage, test } from "./playground-page.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

/** Opened by a test that looks at a call in flight. */
let gate: Promise<void> | undefined;

test.beforeEach(async ({ playground, page, serve }) => {
  gate = undefined;
  const { url } = await serve((req, res) => void (answerLoad(req, res, gate) || res.writeHead(404).end()));
  await playground.baseUrl.fill(url);
  await page
    .getByLabel("Descriptor set")
    .setInputFiles({ name: "load.binpb", mimeType: "application/octet-stream", buffer: loadDescriptors });
  await expect(playground.method("GetRecords")).toBeVisible();
});

/**
 * Reads and writes as much JSON in one go: a unit to compare with, on this machine, however busy it is. To decode and show a
 * message in one go takes five times as long.
 */
async function parseInOneGo(page: Page): Promise<void> {
  await page.evaluate((count) => {
    const text = JSON.stringify(
      Array.from({ length: count }, (_, id) => ({
        id: `${id}`,
        text: "x".repeat(150),
        tags: ["a", "b"],
        score: id / 7,
      })),
    );
    return new Promise<void>((resolve) => {
      setTimeout(() => {
        JSON.parse(text);
        resolve();
      });
    });
  }, recordCount);
}

/** Fails if a task takes as long as the unit. */
async function whileResponsive(page: Page, work: () => Promise<void>): Promise<void> {
  const { step, stop } = await recordTasks(page);
  await step("unit");
  await parseInOneGo(page);
  await step("work");
  await work();
  await step("end");
  const tasks = await stop();
  const longest = (name: string) => Math.max(0, ...tasks.filter((task) => task.step === name).map(({ ms }) => ms));
  expect(longest("work")).toBeLessThan(longest("unit"));
}

async function saved(page: Page, playground: PlaygroundPage, button: string): Promise<string> {
  const download = page.waitForEvent("download");
  await playground.answer.getByRole("button", { name: button }).click();
  return readFileSync(await (await download).path(), "utf8");
}

test("100,000 messages are counted, searched and exported while the page responds", async ({ playground, page }) => {
  const count = playground.answer.locator(".message-count");
  let release = () => {};
  gate = new Promise((resolve) => {
    release = resolve;
  });
  await whileResponsive(page, async () => {
    await playground.pick("StreamRecords");
    await playground.sendButton.click();
    await playground.answer.getByRole("button", { name: "Pause" }).click();
    await expect(count).toContainText("Paused at");
    release();
    await playground.answer.getByRole("button", { name: "Resume" }).click();
    await expect(playground.status).toHaveText("OK");
    await expect(count).toHaveText(`${streamLength.toLocaleString("en")} received, showing the last 10,000`);
    await expect(playground.rows.last()).toContainText(`Record ${streamLength - 1}`);
    await page.getByRole("listbox", { name: "Messages" }).press("Home");
    await expect(playground.rows.first()).toContainText(`Record ${streamLength - 10_000}`);
    await page.getByLabel("Filter messages").fill("record 95000");
    await expect(count).toContainText("1 of 10,000 match.");
    await expect(playground.rows).toHaveCount(1);
    await page.getByLabel("Filter messages").fill("");
    await playground.openTab("Wire");
    await playground.openTab("Messages");
  });
  const lines = (await saved(page, playground, "Export")).trimEnd().split("\n");
  expect(lines).toHaveLength(10_000);
  expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ title: `Record ${streamLength - 1}` });
});

/** Calls the method whose answer has 20 MB, and looks at it. */
async function callForRecords(playground: PlaygroundPage): Promise<void> {
  await playground.pick("GetRecords");
  await playground.sendButton.click();
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer).toContainText(/This message is large: \d\d\.\d MiB as it was received/);
  await expect(playground.answer.locator(".json")).toContainText("Record 100");
}

test("an answer of 20 MB is shown by its beginning, and copied and saved whole", async ({ playground, page }) => {
  await whileResponsive(page, async () => {
    await callForRecords(playground);
    await playground.openTab("HTTP");
    await playground.openTab("Response");
  });
  const text = JSON.stringify(JSON.parse(await saved(page, playground, "Save JSON")));
  expect(JSON.parse(text).records).toHaveLength(recordCount);
  await playground.answer.getByRole("button", { name: "Copy JSON" }).click();
  // On one line, because indented it would be too long.
  const readCopied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(async () => (await readCopied()) === text).toBe(true);
});

test("so is one in JSON", async ({ playground, page }) => {
  await playground.choose("Codec", "JSON");
  await whileResponsive(page, () => callForRecords(playground));
});

test("a message of 20 MB in a stream keeps its place", async ({ playground, page }) => {
  await whileResponsive(page, async () => {
    await playground.pick("StreamLarge");
    await playground.sendButton.click();
    await expect(playground.status).toHaveText("OK");
    await expect(playground.rows).toHaveCount(4);
    await playground.rows.nth(2).click();
    await expect(playground.answer).toContainText(/This message is large: \d\d\.\d MiB as it was received/);
    await page.getByLabel("Filter messages").fill(`record ${recordCount - 1}`);
    await expect(playground.rows).toHaveCount(1);
    await expect(playground.rows.first()).toHaveAccessibleName(/^3/);
  });
});
