/** The playground in use: by keyboard, in dark mode, on small screens, after a reload, and under load. */
import { setTimeout as sleep } from "node:timers/promises";
import { create, toBinary } from "@bufbuild/protobuf";
import type { Page } from "@playwright/test";
import { TickResponseSchema } from "../playground/gen/demo/v1/demo_pb.ts";
import { expect, test } from "./playground-page.ts";
import { connectEnd, frame } from "./servers/frames.ts";

/** Presses Tab until the element has the focus, as keyboard users do. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) {
      return;
    }
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

test("a call is picked, edited, sent, read and canceled with the keyboard alone", async ({ playground, page }) => {
  await tabTo(page, "[role=tree]");
  for (const _ of ["Introduce", "Summarize", "Converse", "Fail", "FailLater", "Tick"]) {
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await expect(playground.method("Tick")).toHaveAttribute("aria-selected", "true");
  await tabTo(page, "[data-field=request]");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type('{ "perSecond": 30 }');
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(playground.rows.nth(2)).toBeVisible();
  await expect(playground.editor).toContainText('{ "perSecond": 30 }');

  await page.keyboard.press("Tab");
  await expect(playground.editor).not.toBeFocused();
  await tabTo(page, "[role=listbox]");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("region", { name: "Message 2" })).toContainText('"index": "1"');
  await page.keyboard.press("Escape");
  await expect(playground.status).toHaveText("canceled");

  for (const _ of ["Export", "Follow", "the filter", "the tabs"]) {
    await page.keyboard.press("Shift+Tab");
  }
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Headers" })).toBeFocused();
  await expect(page.getByRole("tabpanel", { name: "Headers" })).toContainText("application/connect+proto");
});

test("thirty thousand messages are all counted while the page stays responsive", async ({ playground, serve }) => {
  let isOver = false;
  let sent = 0;
  const tick = () => frame(0, toBinary(TickResponseSchema, create(TickResponseSchema, { index: BigInt(sent++) })));
  const { url } = await serve(async (_req, res) => {
    res.writeHead(200, { "content-type": "application/connect+proto" });
    // 10,000 a second, and more until the page has been checked.
    while (!res.destroyed && (!isOver || sent < 30_000)) {
      for (const _ of Array(100)) {
        res.write(tick());
      }
      await sleep(10);
    }
    res.end(connectEnd());
  });
  await playground.baseUrl.fill(url);
  await playground.call("Tick", { perSecond: 10_000, count: "30000" });
  await expect(playground.status).toHaveText("In flight");
  await playground.openTab("Headers");
  await playground.openTab("Messages");
  await expect(playground.status).toHaveText("In flight");
  isOver = true;
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer).toContainText(`${sent.toLocaleString("en-US")} received, showing the last 10,000`);
  await expect(playground.rows.last()).toContainText(`"index":"${sent - 1}"`);
  expect(await playground.rows.count()).toBeLessThan(60);
});

test("a reader who scrolls up stays there, and follows again on request", async ({ playground, page }) => {
  await playground.call("Tick", { perSecond: 100, count: "0" });
  await expect(playground.rows.first()).not.toContainText('"index":"0"');
  const follow = page.getByRole("checkbox", { name: "Follow" });
  await page.getByRole("listbox").hover();
  await page.mouse.wheel(0, -100);
  await expect(follow).not.toBeChecked();
  await page.mouse.wheel(0, -100_000);
  await expect(playground.rows.first()).toContainText('"index":"0"');
  await follow.check();
  await expect(playground.rows.first()).not.toContainText('"index":"0"');
  await page.keyboard.press("Escape");
  await expect(playground.status).toHaveText("canceled");
});

test("every method keeps its own request, also after a reload", async ({ playground, page }) => {
  await playground.write({ sentence: "mine" });
  await playground.choose("Protocol", "gRPC-Web");
  await playground.pick("Wait");
  await playground.write({ durationMs: 1 });
  await playground.pick("Say");
  await expect(playground.editor).toContainText("mine");
  await playground.pick("Wait");
  await page.reload();
  await expect(playground.editor).toContainText('{"durationMs":1}');
  await expect(page.getByRole("radio", { name: "gRPC-Web" })).toBeChecked();
  await playground.pick("Say");
  await expect(playground.editor).toContainText("mine");
  await page.getByRole("button", { name: "Example" }).click();
  await expect(playground.editor).toContainText("Hello, Farcall!");
});

test("headers are never stored beyond the session", async ({ page, playground }) => {
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel("Name of header 1").fill("authorization");
  await page.getByLabel("Value of header 1").fill("Bearer s3cret");
  await page.reload();
  await expect(page.getByLabel("Value of header 1")).toHaveValue("Bearer s3cret");
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("s3cret");
  await expect(playground.sendButton).toBeVisible();
});

test("corrupt storage does no harm", async ({ page, playground }) => {
  await page.evaluate(() => {
    const target = { id: "1", settings: { protocol: "carrier pigeon" }, methodId: "gone.v1.Service/Method" };
    localStorage.setItem("farcall.playground.targets", JSON.stringify({ targets: [null, 3, target] }));
    localStorage.setItem("farcall.playground.drafts", "[");
    sessionStorage.setItem("farcall.playground.headers", "[null, 3]");
  });
  await page.reload();
  await playground.sendButton.click();
  await expect(playground.status).toHaveText("OK");
});

test("the page follows the system's dark mode unless a theme is chosen", async ({ playground, page }) => {
  const body = page.locator("body");
  await page.emulateMedia({ colorScheme: "light" });
  const light = await body.evaluate((element) => getComputedStyle(element).backgroundColor);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(body).not.toHaveCSS("background-color", light);
  await playground.choose("Theme", "Light");
  await expect(body).toHaveCSS("background-color", light);
  await page.reload();
  await expect(page.getByRole("radio", { name: "Light" })).toBeChecked();
  await expect(body).toHaveCSS("background-color", light);
});

test("on a tablet, the request stays fully visible when the response appears below it", async ({
  playground,
  page,
}) => {
  await page.setViewportSize({ width: 900, height: 900 });
  await playground.call("Tick", { perSecond: 0, count: "100" });
  await expect(playground.status).toHaveText("OK");
  await playground.sendButton.scrollIntoViewIfNeeded();
  await expect(playground.sendButton).toBeInViewport({ ratio: 1 });
  await expect(playground.editor).toBeInViewport();
});

test("a screen of 360 pixels needs no horizontal scrolling", async ({ playground, page }) => {
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(overflow).toBe(0);
  for (const [method, status] of [
    ["FailLater", "unavailable"],
    ["Fail", "not_found"],
    ["Echo", "OK"],
    ["Large", "OK"],
  ] as const) {
    await playground.pick(method);
    await playground.sendButton.click();
    await expect(playground.status).toHaveText(status);
    await expect(playground.status).toBeInViewport();
    await expect.poll(overflow).toBe(0);
  }
  await playground.pick("Tick");
  await playground.sendButton.click();
  await expect(playground.rows.first()).toBeVisible();
  await expect.poll(overflow).toBe(0);
  await playground.answer.getByRole("button", { name: "Cancel" }).click();
  await expect(playground.status).toHaveText("canceled");
  await playground.baseUrl.fill("htp:/x");
  await page.getByRole("button", { name: "Add header" }).click();
  await playground.sendButton.click();
  await expect(page.getByRole("alert")).toContainText("Something is wrong with the base URL");
  await expect.poll(overflow).toBe(0);
});
