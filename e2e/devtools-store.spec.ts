/**
 * The pictures that the stores require: 1280 by 800, the panel below a page as in DevTools. With FARCALL_IMAGES=1, they are
 * written to devtools-extension/store; otherwise the test checks that they exist, in that size.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildDescriptorSet } from "./devtools/descriptor-set.ts";
import type { Stage } from "./devtools/main.tsx";
import { expect, type PanelPage, test } from "./devtools-page.ts";

declare const stage: Stage;

const folder = fileURLToPath(new URL("../devtools-extension/store/images/", import.meta.url));
const size = { width: 1280, height: 800 };

async function picture({ page }: PanelPage, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  const path = `${folder}${name}.png`;
  const taken = await page.screenshot({ animations: "disabled", caret: "hide" });
  if (process.env.FARCALL_IMAGES) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ animations: "disabled", caret: "hide", path });
  }
  expect(existsSync(path), `${path}: run with FARCALL_IMAGES=1`).toBe(true);
  for (const image of [taken, readFileSync(path)]) {
    expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([size.width, size.height]);
  }
}

for (const theme of ["light", "dark"] as const) {
  test(`the calls of a page, and what one of them carried, ${theme}`, async ({ panel }) => {
    await panel.show("picture", theme, size);
    await panel.open(panel.rows("ListNotes").first());
    const messages = await panel.tab("Messages");
    await messages.getByText("Both", { exact: true }).click();
    await messages.getByRole("treeitem").filter({ hasText: "Oil the loom" }).click();
    await picture(panel, `messages-${theme}`);
  });
}

test("an error, explained", async ({ panel }) => {
  await panel.show("picture", "light", size);
  await panel.open(panel.rows("failed_precondition"));
  await expect(panel.details.getByRole("tree").first()).toContainText('reason: "warp"');
  await picture(panel, "error");
});

test("the timeline", async ({ panel }) => {
  await panel.show("picture", "dark", size);
  await panel.view("Timeline");
  await expect(panel.page.getByRole("option").first()).toBeVisible();
  await picture(panel, "timeline");
});

test("calls of another client, with descriptors", async ({ panel }) => {
  await panel.show("network", "light", size);
  await panel.open(panel.rows("Introduce"));
  await panel.page.getByLabel("Descriptors", { exact: true }).setInputFiles(buildDescriptorSet());
  await expect(panel.details.getByRole("option").nth(1)).toContainText("sentence:");
  await picture(panel, "network");
});

test("the drawer in an application", async ({ panel }) => {
  await panel.showStreamInDrawer(size);
  await picture(panel, "drawer");
  await panel.page.keyboard.press("Alt+Shift+F");
});
