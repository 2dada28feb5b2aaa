/** What goes in and out of the form: the history, links, pasted commands, copies. */
import { expect } from "../../playground-page.ts";
import type { Scene } from "./state.ts";

export const exchangeScene: Scene = {
  name: "history, links and commands",
  states: [
    {
      name: "history-empty",
      async show({ page }) {
        await page.getByRole("button", { name: "History" }).click();
        await expect(page.getByRole("dialog")).toContainText("No calls yet.");
      },
    },
    {
      name: "history",
      async show({ playground, page }) {
        await page.keyboard.press("Escape");
        await playground.call("Say", {
          sentence: "a sentence that says more than its row has room to show to anybody",
        });
        await expect(playground.status).toHaveText("OK");
        await playground.call("Tick", { perSecond: 0, count: "2000" });
        await expect(playground.status).toHaveText("OK");
        await playground.call("Fail", { code: 5, message: "no hat" });
        await expect(playground.status).toHaveText("not_found");
        await page.getByRole("button", { name: "History" }).click();
        await page.getByRole("button", { name: /^Pin Say/ }).click();
        await expect(page.getByRole("dialog").getByRole("listitem").first()).toContainText("Say");
      },
    },
    {
      name: "history-clear",
      async show({ page }) {
        await page.getByRole("button", { name: "Clear" }).click();
        await expect(page.getByRole("button", { name: "Delete all that are not pinned?" })).toBeVisible();
      },
    },
    {
      name: "history-without-match",
      async show({ page }) {
        await page.getByRole("searchbox", { name: "Search the history" }).fill("carrier pigeon");
        await expect(page.getByRole("dialog")).toContainText("No call matches.");
      },
    },
    {
      name: "import",
      async show({ page }) {
        await page.keyboard.press("Escape");
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toBeHidden();
        await page.getByRole("button", { name: "Import curl" }).click();
        await page
          .getByRole("dialog")
          .getByRole("textbox")
          .fill("curl -k 'https://api.example/demo.v1.DemoService/Say' \\\n  -H 'Content-Type: application/json");
      },
    },
    {
      name: "import-problem",
      async show({ page }) {
        await page.getByRole("dialog").getByRole("button", { name: "Import" }).click();
        await expect(page.getByRole("dialog").getByRole("alert")).toContainText("is not closed");
      },
    },
    {
      name: "imported",
      async show({ playground, page }) {
        const command = "curl -k 'https://api.example/demo.v1.DemoService/Say' -H 'authorization: Bearer abc' -d '{}'";
        await page.getByRole("dialog").getByRole("textbox").fill(`${command} -H 'content-type: application/json'`);
        await page.getByRole("dialog").getByRole("button", { name: "Import" }).click();
        await expect(playground.request).toContainText("From a curl command. Nothing was sent.");
      },
    },
    {
      name: "copy-menu",
      async show({ page }) {
        await page.getByRole("button", { name: "Copy as" }).click();
        await expect(page.getByRole("menu")).toBeVisible();
      },
    },
    {
      name: "copied",
      async show({ playground, page }) {
        await page.getByRole("menuitem", { name: "curl", exact: true }).click();
        await expect(playground.request).toContainText("Copied as curl. Fill in authorization");
      },
    },
    {
      name: "link-received",
      async show({ playground, page }) {
        await page.getByRole("button", { name: "Share" }).click();
        await expect(playground.request).toContainText("Link copied.");
        const link = await page.evaluate(() => navigator.clipboard.readText());
        await page.evaluate((hash) => location.assign(hash), new URL(link).hash);
        await expect(playground.request).toContainText("From a link. Nothing was sent.");
      },
    },
    {
      name: "link-damaged",
      async show({ playground, page }) {
        await page.evaluate(() => location.assign("#/call?v=1&c=AAAA"));
        await expect(playground.request).toContainText("This link is damaged");
      },
    },
  ],
};
