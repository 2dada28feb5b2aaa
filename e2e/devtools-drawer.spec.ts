/** The drawer in an application: its cost while closed, and how it is opened, resized and closed. */

import type { Stage } from "./devtools/main.tsx";
import { expect, type PanelPage, test } from "./devtools-page.ts";

declare const stage: Stage;

const button = ({ page }: PanelPage) => page.getByRole("button", { name: "Open Farcall devtools" });
const drawer = ({ page }: PanelPage) => page.getByRole("region", { name: "Farcall devtools" });
const handle = ({ page }: PanelPage) => page.getByRole("separator", { name: "Devtools height" });

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ panel }) => {
  await panel.page.evaluate(() => stage.drawer("picture", "light"));
});

test("while closed, it is a button and does not query the page", async ({ panel }) => {
  await expect(button(panel)).toBeVisible();
  await expect(drawer(panel)).toHaveCount(0);
  expect(await panel.page.evaluate(() => stage.scene?.page?.asked)).toBe(0);
});

test("its shortcut toggles it from anywhere, and the page makes room for it", async ({ panel }) => {
  await panel.page.getByLabel("A field of the application").focus();
  await panel.page.keyboard.press("Alt+Shift+F");
  await expect(panel.rows("ListNotes").first()).toBeVisible();
  const padding = () => panel.page.evaluate(() => getComputedStyle(document.body).paddingBottom);
  expect(await padding()).toBe("320px");
  await panel.page.keyboard.press("Alt+Shift+F");
  await expect(drawer(panel)).toHaveCount(0);
  expect(await padding()).toBe("0px");
  await expect(panel.page.getByLabel("A field of the application")).toBeFocused();
  expect(await panel.page.getByLabel("A field of the application").inputValue()).toBe("");
});

test("styles of the application do not reach it", async ({ panel }) => {
  await button(panel).click();
  await expect(panel.rows("ListNotes").first()).toBeVisible();
  const style = await panel.page.getByRole("button", { name: "Clear", exact: true }).evaluate((element) => {
    const { color, fontSize, letterSpacing } = getComputedStyle(element);
    return [color === "rgb(1, 2, 3)", fontSize, letterSpacing];
  });
  expect(style).toEqual([false, "12px", "normal"]);
});

test("its upper edge can be moved by arrow keys and by dragging, and stays there", async ({ panel }) => {
  const height = async () => (await drawer(panel).boundingBox())?.height;
  await handle(panel).focus();
  await panel.page.keyboard.press("ArrowUp");
  await expect.poll(height).toBe(344);
  const grab = async () => panel.page.mouse.move(450, ((await handle(panel).boundingBox())?.y ?? 0) + 3);
  await grab();
  await panel.page.mouse.down();
  await panel.page.mouse.move(450, 640 - 260, { steps: 4 });
  await panel.page.mouse.up();
  await expect.poll(height).toBe(260);
  await grab();
  await panel.page.mouse.down();
  await panel.page.mouse.move(450, 0, { steps: 4 });
  await panel.page.mouse.up();
  await expect.poll(height).toBe(600);
  await panel.page.getByRole("button", { name: "Close", exact: true }).click();
  await button(panel).click();
  await expect.poll(height).toBe(600);
});

test("Escape first closes the call, then the drawer, and returns the focus to the button", async ({ panel }) => {
  await panel.open(panel.rows("ListNotes"));
  await expect(panel.details.getByRole("treeitem").first()).toContainText("notes: 3 elements");
  await panel.page.keyboard.press("Escape");
  await expect(panel.details).toHaveCount(0);
  await panel.page.keyboard.press("Escape");
  await expect(drawer(panel)).toHaveCount(0);
  await expect(button(panel)).toBeFocused();
});

test("it moves to a separate window where the browser supports that, with its styles and keys, and back", async ({
  panel,
}) => {
  const { page } = panel;
  await button(panel).click();
  await expect(panel.rows("ListNotes").first()).toBeVisible();
  const opened = page.context().waitForEvent("page");
  await page.getByRole("button", { name: "Open in a separate window" }).click();
  const own = await opened;
  await expect(drawer(panel)).toHaveCount(0);
  const grid = own.getByRole("grid", { name: "Calls" });
  await expect(grid.locator(".call-row").first()).toBeVisible();
  await grid.locator(".call-row").filter({ hasText: "failed_precondition" }).click();
  await expect(own.getByRole("region", { name: "Details" }).getByRole("tree").first()).toContainText('reason: "warp"');
  expect(await grid.evaluate((element) => getComputedStyle(element).display)).toBe("flex");
  await own.keyboard.press("/");
  await own.keyboard.type("a/b"); // typed in a field, a slash is just a slash
  await expect(own.getByRole("combobox", { name: "Filter" })).toHaveValue("a/b");
  await own.close();
  await expect(drawer(panel)).toBeVisible();
  await page.keyboard.press("Alt+Shift+F");
});
