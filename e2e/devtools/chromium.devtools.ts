/** The panel in Chromium's DevTools, on a page that records its calls. */
import type { Request } from "@playwright/test";
import { callIn } from "./call-in.ts";
import { endings } from "./endings.ts";
import { expect, test } from "./lab.ts";

test("a call shows its messages as JSON next to their bytes, and its headers", async ({
  recorded: { panel, page },
}) => {
  await panel.clear();
  await page.evaluate(() =>
    app.call("say", { sentence: "wool" }, { headers: { "x-color": "green", authorization: "t0ken" } }),
  );
  const details = await panel.open(panel.row("Say"), "Messages");
  await expect(panel.frames).toHaveCount(2);
  await expect(details).toContainText("You said: wool");
  await details.getByRole("radio", { name: /hex/i }).check({ force: true });
  await expect(details).toContainText("596f752073616964"); // "You said"
  await panel.open(panel.row("Say"), "Headers");
  await expect(details).toContainText("x-color");
  await expect(details).toContainText("green");
  await expect(details).toContainText("authorization");
  await expect(details).not.toContainText("t0ken");
});

for (const { name, method, input, how, status, tab, says } of endings) {
  test(`a call that ${name} looks like it`, async ({ recorded: { panel, page }, lab }) => {
    await panel.clear();
    const where = await how?.(lab.addresses);
    const result = await callIn(page, method, input, where);
    if (status !== "left") {
      expect(result.error?.code ?? "ok").toBe(status);
    }
    const row = panel.rows;
    await panel.expectStatus(row, status);
    const details = await panel.open(row, tab);
    for (const word of says) {
      await expect(details).toContainText(word);
    }
  });
}

test("a stream counts its messages as they arrive, and says what canceled it", async ({
  recorded: { panel, page },
}) => {
  await panel.clear();
  await page.evaluate(() => app.start("tick", { perSecond: 50 }));
  const row = panel.row("Tick");
  await panel.expectStatus(row, "open");
  const count = async () => Number((await panel.cell(row, "messages").textContent())?.replace(/\D/g, ""));
  await expect.poll(count).toBeGreaterThan(10);
  const before = await count();
  await expect.poll(count).toBeGreaterThan(before + 10);
  await page.evaluate(() => app.cancel());
  await panel.expectStatus(row, "canceled");
  await expect(await panel.open(row, "End")).toContainText("caller");
});

test("a filter shows only matching calls, and says so when there are none", async ({ recorded: { panel, page } }) => {
  await panel.clear();
  await callIn(page, "say", { sentence: "wool" });
  await callIn(page, "fail", { code: 5, message: "no such hat" });
  await callIn(page, "introduce", { name: "Ada" });
  await expect(panel.rows).toHaveCount(3);
  for (const [filter, methods] of [
    ["status:error", ["Fail"]],
    ["-status:error", ["Say", "Introduce"]],
    ["kind:server", ["Introduce"]],
    ["method:Say", ["Say"]],
    ["code:not_found", ["Fail"]],
    ['body:"wool"', ["Say"]],
    ["hat", ["Fail"]],
  ] as const) {
    await panel.filter.fill(filter);
    await expect(panel.rows).toHaveCount(methods.length);
    for (const method of methods) {
      await expect(panel.row(method)).toBeVisible();
    }
  }
  await panel.filter.fill("method:Nobody");
  await expect(panel.root.getByRole("heading", { name: "No calls match the filter" })).toBeVisible();
  await panel.root.getByRole("button", { name: "Show all calls" }).click();
  await expect(panel.rows).toHaveCount(3);
});

test("the panel makes no requests", async ({ lab, recorded: { devTools, panel, page } }) => {
  const urls: string[] = [];
  const onRequest = (request: Request) => void urls.push(request.url());
  lab.context.on("request", onRequest);
  await panel.clear();
  await callIn(page, "say", { sentence: "wool" });
  await panel.open(panel.row("Say"), "Messages");
  await expect(panel.frames).toHaveCount(2);
  lab.context.off("request", onRequest);
  expect(urls.filter((url) => !url.startsWith("chrome-extension:"))).toEqual([expect.stringMatching(/Say/)]);
  expect(lab.context.serviceWorkers()).toEqual([]);
  expect(devTools.panel.url()).toMatch(/^chrome-extension:/);
});
