/** The panel in Chromium's DevTools, on a page that records its calls. */
import { endings } from "./endings.ts";
import { expect, test } from "./lab.ts";

test("calls that were made before DevTools were opened are there", async ({ recorded: { panel } }) => {
  await expect(panel.rows).toHaveCount(3);
  await expect(panel.cell(panel.row("Say"), "status")).toHaveText("ok");
  await expect(panel.cell(panel.row("Fail"), "status")).toHaveText("not_found");
  await expect(panel.cell(panel.row("Introduce"), "messages")).toContainText("5");
});

test("a call shows its messages as JSON beside their bytes, and its headers", async ({ recorded: { panel, page } }) => {
  await panel.clear();
  await page.evaluate(() => app.call("say", { sentence: "wool" }, { headers: { "x-color": "green", authorization: "t0ken" } }));
  const details = await panel.open(panel.row("Say"), "Messages");
  await expect(panel.frames).toHaveCount(2);
  await expect(details).toContainText("You said: wool");
  await details.getByRole("radio", { name: /hex/i }).check({ force: true });
  await expect(details).toContainText("59 6f 75 20 73 61 69 64"); // "You said"
  await panel.open(panel.row("Say"), "Headers");
  await expect(details).toContainText("x-color");
  await expect(details).toContainText("green");
  await expect(details).toContainText("authorization");
  await expect(details).not.toContainText("t0ken");
});

for (const { name, method, input, how, status, says } of endings) {
  test(`a call that ${name} looks like it`, async ({ recorded: { panel, page }, lab }) => {
    await panel.clear();
    const where = await how?.(lab.addresses);
    const result = await page.evaluate(([m, i, w]) => app.call(m, i, w), [method, input, where] as const);
    if (status !== "left") {
      expect(result.error?.code ?? "ok").toBe(status);
    }
    const [row] = [panel.rows];
    await expect(panel.cell(row, "status")).toHaveText(status);
    const details = await panel.open(row);
    if (status === "left") {
      await panel.open(row, "End");
    }
    for (const word of says) {
      await expect(details).toContainText(word);
    }
  });
}

test("a stream counts its messages while they come, and says who canceled it", async ({ recorded: { panel, page } }) => {
  await panel.clear();
  await page.evaluate(() => app.start("tick", { perSecond: 50 }));
  const row = panel.row("Tick");
  await expect(panel.cell(row, "status")).toHaveText("open");
  const count = async () => Number((await panel.cell(row, "messages").innerText()).replace(/\D/g, ""));
  await expect.poll(count).toBeGreaterThan(10);
  const before = await count();
  await expect.poll(count).toBeGreaterThan(before + 10);
  await page.evaluate(() => app.cancel());
  await expect(panel.cell(row, "status")).toHaveText("canceled");
  await expect(await panel.open(row, "End")).toContainText("caller");
});
