/** The playground's own calls in the devtools drawer, and on the wire, all on one page. */
import { PanelPage } from "./devtools/panel-page.ts";
import { expect, test } from "./playground-page.ts";

test("the drawer shows the playground's own calls, and the response pane their bytes", async ({ playground, page }) => {
  await page.setViewportSize({ width: 1400, height: 1100 }); // room for both
  await playground.call("Say", { sentence: "wool" });
  await expect(playground.status).toHaveText("OK");

  // The bytes on the wire, from the same recorder.
  const wire = await playground.openTab("Wire");
  const frames = wire.getByRole("listbox", { name: "Messages" }).getByRole("option");
  await expect(frames).toHaveCount(2);
  await expect(wire).toContainText("You said: wool");
  await wire.getByText("Hex", { exact: true }).click();
  await expect(wire).toContainText("596f752073616964"); // "You said"

  // An earlier call is not mistaken for this one.
  await playground.call("Say", { sentence: "yarn" });
  await expect(playground.status).toHaveText("OK");
  await expect(wire).toContainText("You said: yarn");

  // One shortcut opens the drawer, with the calls made before.
  const drawer = page.getByRole("region", { name: "Farcall devtools" });
  await expect(drawer).toBeHidden();
  await page.keyboard.press("Alt+Shift+F");
  const panel = new PanelPage(drawer);
  await expect(panel.row("Say")).toHaveCount(2);
  await expect(await panel.open(panel.rows.last(), "Messages")).toContainText("You said: yarn");

  // A stream is counted while it runs.
  await playground.pick("Tick");
  await playground.write({ perSecond: 50 });
  await playground.sendButton.click();
  await panel.expectStatus(panel.row("Tick"), "open");
  const count = async () => Number((await panel.cell(panel.row("Tick"), "messages").textContent())?.replace(/\D/g, ""));
  await expect.poll(count).toBeGreaterThan(20);
  await playground.cancelButton.first().click();
  await panel.expectStatus(panel.row("Tick"), "canceled");

  // The drawer can be resized, hides nothing of the page, and closes with the same shortcut.
  const handle = page.getByRole("separator", { name: "Devtools height" });
  const before = (await drawer.boundingBox())?.height ?? 0;
  await handle.focus();
  await page.keyboard.press("ArrowUp");
  await expect.poll(async () => (await drawer.boundingBox())?.height ?? 0).toBeGreaterThan(before);
  const answer = await playground.answer.boundingBox();
  const top = (await drawer.boundingBox())?.y ?? 0;
  expect((answer?.y ?? 0) + (answer?.height ?? 0)).toBeLessThanOrEqual(top + 1);
  await page.keyboard.press("Alt+Shift+F");
  await expect(drawer).toBeHidden();
  await expect(page.getByRole("button", { name: "Open Farcall devtools" })).toBeVisible();
});
