/** What people do with large answers and long streams, step by step. */
import { largeBytes, loadDescriptors, streamLength } from "./load-service.mjs";

/**
 * @typedef {import("playwright").Page} Page
 * @typedef {(name: string) => Promise<void>} Step begins a step
 * @typedef {{ name: string, run: (page: Page, step: Step) => Promise<void> }} Scenario
 */

const timeout = 120_000;

/** Opens the playground with the service under load. @param {import("playwright").Browser} browser @param {string} url */
export async function openPage(browser, url) {
  const context = await browser.newContext({
    permissions: ["clipboard-read", "clipboard-write"],
    acceptDownloads: true,
    viewport: { width: 1280, height: 1200 },
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator(".cm-content").waitFor();
  await page.getByLabel("Descriptor set").setInputFiles({
    name: "load.binpb",
    mimeType: "application/octet-stream",
    buffer: loadDescriptors,
  });
  await page.getByRole("treeitem", { name: /^GetRecords / }).waitFor();
  await rest(page);
  return page;
}

/** Lets the page work for a while, and finish what it has begun. @param {Page} page */
async function rest(page, ms = 300) {
  await page.evaluate(
    (pauseMs) => new Promise((resolve) => void setTimeout(() => setTimeout(resolve, pauseMs / 2), pauseMs / 2)),
    ms,
  );
}

/** @param {Page} page @param {string} method */
async function pick(page, method, codec = "Binary") {
  await page.getByRole("treeitem", { name: new RegExp(`^${method} `) }).click();
  await page.getByRole("group", { name: "Codec" }).getByText(codec, { exact: true }).click();
  await rest(page);
}

/** @param {Page} page */
async function send(page) {
  await page.getByRole("button", { name: /^Send/ }).click();
  await page.waitForFunction(
    () => /^(?!In flight)./.test(document.querySelector(".status-word")?.textContent ?? ""),
    null,
    {
      timeout,
    },
  );
  const status = await page.locator(".status-word").textContent();
  if (status !== "OK") {
    throw new Error(`the call ended with ${status}`);
  }
  await rest(page, 1000);
}

/** @param {Page} page @param {string} name */
async function tab(page, name) {
  await page.locator(".answer-pane").getByRole("tab", { name }).click();
  await rest(page, 1000);
}

/** One after another. @param {Page} page */
async function selectFirstFour(page) {
  await page.getByRole("listbox", { name: "Messages" }).focus();
  for (const key of ["Home", "ArrowDown", "ArrowDown", "ArrowDown"]) {
    await page.keyboard.press(key);
    await rest(page);
  }
}

/** @param {Page} page @param {Step} step */
async function exportMessages(page, step) {
  await step("export");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await download;
  await rest(page);
}

/** @param {Page} page @param {Step} step */
async function everyTab(page, step) {
  for (const name of ["Headers", "Trailers", "HTTP", "Wire", "Timing"]) {
    await step(`tab ${name}`);
    await tab(page, name);
  }
}

/** @param {Page} page */
async function copyMessage(page) {
  await page.getByRole("button", { name: "Copy JSON" }).first().click();
  // A text that is too long for the clipboard is refused.
  await page
    .getByRole("button", { name: /^Copied|^Too long/ })
    .first()
    .waitFor({ timeout });
  await rest(page);
}

/** @param {string} method @param {string} codec @returns {Scenario} */
function unary(method, codec) {
  return {
    name: `${largeBytes / 1024 / 1024} MB, ${method}, ${codec}`,
    async run(page, step) {
      await pick(page, method, codec);
      await step("send");
      await send(page);
      await step("copy");
      await copyMessage(page);
      await everyTab(page, step);
      await step("wire");
      await tab(page, "Wire");
      await step("wire: hex");
      await page.getByRole("group", { name: "Display" }).getByText("Both").click();
      await rest(page);
      await step("wire: copy");
      await page
        .getByRole("button", { name: /^Copy (JSON|value)/ })
        .first()
        .click();
      await rest(page, 2000);
      await step("back to the response");
      await tab(page, "Response");
    },
  };
}

/** @param {string} method @param {string} codec @returns {Scenario} */
function stream(method, codec) {
  return {
    name: `${streamLength.toLocaleString("en")} messages, ${method}, ${codec}`,
    async run(page, step) {
      await pick(page, method, codec);
      await step("send");
      await send(page);
      await step("filter");
      await page.getByLabel("Filter messages").fill("9");
      await page.waitForFunction(() => !/so far/.test(document.querySelector(".message-count")?.textContent ?? ""));
      await rest(page);
      await page.getByLabel("Filter messages").fill("");
      await rest(page);
      await step("select and scroll");
      await page.getByRole("listbox", { name: "Messages" }).focus();
      for (const key of ["Home", "End", "PageUp", "PageUp", "ArrowUp", "ArrowUp"]) {
        await page.keyboard.press(key);
        await rest(page, 100);
      }
      await page.locator(".rows").evaluate((rows) => {
        rows.scrollTop = rows.scrollHeight / 2;
      });
      await rest(page);
      await exportMessages(page, step);
      await everyTab(page, step);
      await step("wire: select");
      await tab(page, "Wire");
      await page.getByRole("listbox", { name: "Messages" }).focus();
      for (const key of ["Home", "End", "PageUp"]) {
        await page.keyboard.press(key);
        await rest(page, 100);
      }
      await step("back to the messages");
      await tab(page, "Messages");
    },
  };
}

/** @returns {Scenario} */
function largeInStream(codec = "Binary") {
  return {
    name: `a stream with a message of ${largeBytes / 1024 / 1024} MB, ${codec}`,
    async run(page, step) {
      await pick(page, "StreamLarge", codec);
      await step("send");
      await send(page);
      await step("select it");
      await selectFirstFour(page);
      await page.keyboard.press("ArrowUp");
      await step("copy");
      await copyMessage(page);
      await step("filter");
      await page.getByLabel("Filter messages").fill("stream");
      await rest(page, 1000);
      await exportMessages(page, step);
      await everyTab(page, step);
      await step("wire: select it");
      await tab(page, "Wire");
      await selectFirstFour(page);
    },
  };
}

/** @type {Scenario} */
const longRequest = {
  name: "a request of 1 MB",
  async run(page, step) {
    await pick(page, "GetRecords");
    const notes = Array.from({ length: 12_000 }, (_, index) => `note ${index} `.padEnd(80, "x"));
    const text = JSON.stringify({ note: "long", notes }, null, 2);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.evaluate((json) => navigator.clipboard.writeText(json), text);
    await step("paste");
    await page.keyboard.press("ControlOrMeta+v");
    await rest(page, 2000);
    await step("type");
    for (const key of ["Enter", "Space", "Backspace"]) {
      await page.keyboard.press(key);
      await rest(page, 1000);
    }
    await step("undo and format");
    await page.getByRole("button", { name: "Format" }).click();
    await rest(page, 2000);
    await step("send");
    await send(page);
    await step("form");
    await page.getByRole("group", { name: "Edit the message as" }).getByText("Form").click();
    await rest(page, 2000);
    await page.getByRole("group", { name: "Edit the message as" }).getByText("JSON").click();
    await rest(page, 1000);
    await everyTab(page, step);
  },
};

/** @type {Scenario} */
const openDevtools = {
  name: "with the devtools open",
  async run(page, step) {
    await page.getByRole("button", { name: "Open Farcall devtools" }).click();
    await rest(page, 1000);
    await pick(page, "StreamRecords");
    await step("stream");
    await send(page);
    await step("stream: details");
    await page.locator(".drawer .call-rows [role=row]").last().click();
    await rest(page, 2000);
    await pick(page, "GetRecords");
    await step("answer");
    await send(page);
    await step("answer: details");
    await page.locator(".drawer .call-rows [role=row]").last().click();
    await rest(page, 2000);
  },
};

/** @type {readonly Scenario[]} */
export const scenarios = [
  stream("StreamShort", "Binary"),
  stream("StreamRecords", "Binary"),
  stream("StreamRecords", "JSON"),
  largeInStream(),
  unary("GetText", "Binary"),
  unary("GetText", "JSON"),
  unary("GetNumbers", "Binary"),
  unary("GetRecords", "Binary"),
  unary("GetRecords", "JSON"),
  unary("GetPage", "Binary"),
  longRequest,
  openDevtools,
];
