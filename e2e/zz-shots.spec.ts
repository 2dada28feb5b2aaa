import { expect, test } from "./devtools-page.ts";

for (const theme of ["light", "dark"] as const)
  for (const width of [550, 900])
    test(`shots ${theme} ${width}`, async ({ panel }) => {
      const shot = async (name: string) => {
        await panel.page.screenshot({ path: `/tmp/shots/${name}-${theme}-${width}.png` });
      };
      await panel.page.setViewportSize({ width, height: 520 });
      await panel.show("network", theme);
      await expect(panel.rows("network")).toHaveCount(3);
      await shot("network");
      await panel.open(panel.rows("Introduce"));
      await panel.page.waitForTimeout(500);
      await shot("network-open");
    });
