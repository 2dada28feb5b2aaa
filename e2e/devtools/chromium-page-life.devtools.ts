/** A page's calls in Chromium when the page, the extension or DevTools reload, close or open. */
import { reloadExtension } from "./browsers/chrome-extensions.ts";
import { callIn } from "./call-in.ts";
import { expect, inspect, test } from "./lab.ts";

/** Longer than a browser keeps idle parts of an extension alive. */
const idleMs = 40_000;

test("calls made before DevTools were opened are listed", async ({ lonely: { panel } }) => {
  await expect(panel.rows).toHaveCount(3);
  await panel.expectStatus(panel.row("Say"), "ok");
  await panel.expectStatus(panel.row("Fail"), "not_found");
  await expect(panel.cell(panel.row("Introduce"), "messages")).toContainText("5");
});

test("a page whose code never names devtools is recorded after Reload and record, whatever its policy", async ({
  lab,
}) => {
  const page = await lab.context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (/policy/i.test(message.text())) {
      complaints.push(message.text()); // the others are the browser's messages about failing calls
    }
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(lab.site.plain);
  await callIn(page, "say", { sentence: "unheard" });
  const { panel, devTools } = await inspect(page);
  await expect(panel.root.getByRole("heading", { name: "No recorder in this page" })).toBeVisible();

  const loaded = page.waitForEvent("load");
  await panel.root.getByRole("button", { name: "Reload and record" }).click();
  await loaded;
  for (const protocol of ["connect", "grpc-web"] as const) {
    await callIn(page, "say", { sentence: `over ${protocol}` }, { protocol });
    await callIn(page, "fail", { code: 5, message: "no such hat", reasons: ["never knitted"] }, { protocol });
  }
  await expect(panel.rows).toHaveCount(4);
  await expect(await panel.open(panel.row("Say").last(), "Messages")).toContainText("You said: over grpc-web");
  await expect(await panel.open(panel.row("Fail").last(), "Error")).toContainText("never knitted");

  await page.reload(); // which removes the recorder
  await expect(panel.root.getByRole("heading", { name: "No recorder in this page" })).toBeVisible();
  expect(complaints).toEqual([]);
  await devTools.frontEnd.close();
  await page.close();
});

test("a reload clears the list, unless the log is preserved", async ({ lab }) => {
  const page = await lab.context.newPage();
  await page.goto(lab.site.recorded);
  await callIn(page, "say", { sentence: "one" });
  const { panel, devTools } = await inspect(page);
  await expect(panel.row("Say")).toHaveCount(1);
  await page.reload();
  await callIn(page, "introduce", { name: "two" });
  await expect(panel.row("Introduce")).toHaveCount(1);
  await expect(panel.row("Say")).toHaveCount(0);

  await panel.root.getByLabel("Preserve log").check();
  await page.reload();
  await callIn(page, "say", { sentence: "three" });
  await expect(panel.row("Introduce")).toHaveCount(1);
  await expect(panel.row("Say")).toHaveCount(1);
  await panel.root.getByLabel("Preserve log").uncheck();

  // Playwright loses a page that is restored from the back/forward cache: from here on, the test uses the panel.
  await page.evaluate((url) => {
    Object.assign(globalThis, { isTheSame: true });
    location.href = url;
  }, lab.site.plain);
  await expect(panel.root.getByRole("heading", { name: "No recorder in this page" })).toBeVisible();
  const inPage = (expression: string) =>
    devTools.panel.evaluate(
      (source) => new Promise<unknown>((resolve) => chrome.devtools.inspectedWindow.eval(source, resolve)),
      expression,
    );
  await inPage("history.back()");
  await expect(panel.row("Say")).toHaveCount(1);
  await expect(await panel.open(panel.row("Say"), "Messages")).toContainText("You said: three");
  expect(await inPage("isTheSame")).toBe(true); // it was restored from the cache
  await devTools.frontEnd.close();
});

test("the calls of a frame are shown if its page has no recorder", async ({ lab }) => {
  const page = await lab.context.newPage();
  await page.goto(lab.site.plain);
  await page.evaluate(
    (url) =>
      new Promise((resolve) => {
        const frame = document.createElement("iframe");
        frame.src = url;
        frame.onload = resolve;
        document.body.append(frame);
      }),
    lab.site.recorded,
  );
  const [, frame] = page.frames();
  await frame?.evaluate(() => app.call("say", { sentence: "from a frame" }));
  const { panel, devTools } = await inspect(page);
  await expect(await panel.open(panel.row("Say"), "Messages")).toContainText("You said: from a frame");

  await devTools.frontEnd.close();
  await page.close();
});

test("a panel survives any answer of a page, and continues once there is a recorder", async ({ lab }) => {
  const page = await lab.context.newPage();
  await page.goto(lab.site.plain);
  const { panel, devTools } = await inspect(page);
  for (const [hook, word] of [
    ["{ get drain() { throw 1 } }", "is not responding"],
    ["{ drain: () => ({ toString: 1 }) }", "No recorder in this page"],
    ["{ drain: () => '['.repeat(1e6) }", "Incompatible recorder"],
    ["{ drain: () => new Promise(() => {}) }", "No recorder in this page"],
    ["{ drain: () => 'x'.repeat(2 ** 28) }", "is not responding"],
    [`{ drain: () => '{"__proto__":{"calls":[]},"calls":{"length":1e9}}' }`, "Incompatible recorder"],
  ] as const) {
    await page.evaluate(`globalThis[Symbol.for("farcall.devtools")] = ${hook}`);
    await expect(panel.root.locator(".panel")).toContainText(word);
  }
  await page.goto(lab.site.recorded);
  await callIn(page, "say", { sentence: "honest again" });
  await expect(panel.row("Say")).toHaveCount(1);
  await devTools.frontEnd.close();
  await page.close();
});

test("the panel follows the theme of DevTools", async ({ lonely: { panel, devTools } }) => {
  const isDark = () =>
    panel.root.locator(".panel").evaluate((element) => getComputedStyle(element).colorScheme === "dark");
  expect(await isDark()).toBe(false);
  for (const theme of ["dark", "default"]) {
    // A string, because it imports the front end's own module.
    await devTools.frontEnd.evaluate(`import("./core/common/common.js").then(({ Settings }) =>
      Settings.Settings.instance().moduleSetting("ui-theme").set("${theme}"))`);
    await expect.poll(isDark).toBe(theme === "dark");
  }
});

test("a page that was idle for 40 s is still observed", async ({ lonely: { page, panel, since } }) => {
  await expect.poll(() => Date.now() - since, { timeout: 2 * idleMs }).toBeGreaterThan(idleMs);
  await expect(panel.rows).toHaveCount(3);
  await callIn(page, "echo", {});
  await expect(panel.row("Echo")).toHaveCount(1);
  await expect(await panel.open(panel.row("Introduce"), "Messages")).toContainText("Hello Ada");
});

test("after the extension reloads, reopened DevTools show all calls of the page", async ({ lab, lonely }) => {
  const before = await lonely.panel.rows.count();
  await reloadExtension(lab.context, "Farcall DevTools");
  await lonely.devTools.frontEnd.close();
  await lonely.reopen();
  await expect(lonely.panel.rows).toHaveCount(before);
  await expect(await lonely.panel.open(lonely.panel.row("Introduce"), "Messages")).toContainText("Hello Ada");
});
