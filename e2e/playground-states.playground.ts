/**
 * Every state of the page, wide and narrow, light and dark: accessible, and nothing of it out of sight. With
 * SCREENSHOTS=folder, a picture of each is written there.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";
import { layoutFaults } from "./playground/layout-faults.ts";
import { scenes } from "./playground/states.ts";
import { expect, test } from "./playground-page.ts";

declare const axe: { run(options: RunOptions): Promise<AxeResults> };

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = process.env.SCREENSHOTS;

async function violations(page: Page, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.evaluate(axeSource);
  }
  const found = await page.evaluate(
    async (run) =>
      (await axe.run(run)).violations.map(
        ({ id, nodes }) => [id, nodes.map(({ html, target }) => `${target} ${html.slice(0, 120)}`)] as const,
      ),
    { ...options, resultTypes: ["violations"] } satisfies RunOptions,
  );
  return found.map(([id, places]) => `${id}: ${places.join(", ")}`);
}

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const sizes = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
];

for (const viewport of sizes) {
  test.describe(`${viewport.width} px wide`, () => {
    test.use({ viewport });
    for (const { name: scene, states } of scenes) {
      test(`${scene}: everything can be seen, reached and read`, async ({ playground, page, serve }) => {
        for (const { name, show } of states) {
          await test.step(name, async () => {
            await page.emulateMedia({ colorScheme: "light" });
            await show({ playground, page, serve });
            expect.soft(await page.evaluate(layoutFaults), name).toEqual([]);
            expect.soft(await violations(page, {}), name).toEqual([]);
            await screenshot(page, `${name}-${viewport.width}-light`);
            await page.emulateMedia({ colorScheme: "dark" });
            // Everything else was the same in the light.
            expect.soft(await violations(page, { runOnly: ["color-contrast"] }), `${name}, dark`).toEqual([]);
            await screenshot(page, `${name}-${viewport.width}-dark`);
          });
        }
      });
    }
  });
}

async function screenshot(page: Page, name: string): Promise<void> {
  if (folder) {
    const fullPage = (await page.locator("dialog[open]").count()) === 0;
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage, animations: "disabled", caret: "hide" });
  }
}
