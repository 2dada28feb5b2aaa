/**
 * The pictures in docs/devtools.md, of calls that are always the same. With FARCALL_IMAGES=1, they are written to docs;
 * otherwise the test checks that they exist, and that what they show can still be shown.
 */
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Stage } from "./devtools/main.tsx";
import { expect, type PanelPage, test } from "./devtools-page.ts";

declare const stage: Stage;

const folder = fileURLToPath(new URL("../docs/images/", import.meta.url));

async function picture({ page }: PanelPage, name: string, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.mouse.move(0, 0);
  const path = `${folder}devtools-${name}.png`;
  const options = { animations: "disabled", caret: "hide" } as const;
  if (process.env.FARCALL_IMAGES) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ ...options, path });
  } else {
    expect((await page.screenshot(options)).byteLength).toBeGreaterThan(5000);
    expect(existsSync(path), `${path}: run with FARCALL_IMAGES=1`).toBe(true);
  }
}

for (const theme of ["light", "dark"] as const) {
  test(`the list of calls, ${theme}`, async ({ panel }) => {
    await panel.show("picture", theme);
    await expect(panel.rows("open")).toHaveCount(1);
    await picture(panel, `calls-${theme}`, { width: 900, height: 420 });
  });

  test(`an error, explained, ${theme}`, async ({ panel }) => {
    await panel.show("picture", theme);
    await panel.open(panel.rows("failed_precondition"));
    await expect(panel.details.getByRole("tree").first()).toContainText('reason: "warp"');
    await picture(panel, `error-${theme}`, { width: 900, height: 420 });
  });
}

test("a message next to its bytes, as wide as a docked panel", async ({ panel }) => {
  await panel.show("picture", "light", { width: 550, height: 640 });
  await panel.open(panel.rows("ListNotes").first());
  const messages = await panel.tab("Messages");
  await messages.getByText("Both", { exact: true }).click();
  await messages.getByRole("treeitem").filter({ hasText: "Oil the loom" }).click();
  await picture(panel, "narrow", { width: 550, height: 640 });
});

test("the timeline", async ({ panel }) => {
  await panel.show("picture", "dark");
  await panel.view("Timeline");
  await expect(panel.page.getByRole("option").first()).toBeVisible();
  await picture(panel, "timeline", { width: 900, height: 300 });
});

test("the drawer in an application", async ({ panel }) => {
  await panel.showStreamInDrawer();
  await picture(panel, "drawer", { width: 1100, height: 560 });
  await panel.page.keyboard.press("Alt+Shift+F");
});
