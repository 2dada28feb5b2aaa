/** The response of the demo service: in flight, streams, tabs, errors, large and empty messages. */
import { expect } from "../../playground-page.ts";
import type { Scene, State } from "./state.ts";

const tabs = ["Headers", "Trailers", "HTTP", "Wire", "Timing"] as const;

const tabStates = tabs.map(
  (tab): State => ({
    name: `tab-${tab.toLowerCase()}`,
    async show({ playground }) {
      const panel = await playground.openTab(tab);
      await expect(panel).not.toContainText("Loading");
    },
  }),
);

export const answerScene: Scene = {
  name: "the response",
  states: [
    {
      name: "in-flight",
      async show({ playground }) {
        await playground.call("Wait", { durationMs: 60_000 });
        await expect(playground.status).toHaveText("In flight");
      },
    },
    {
      name: "canceled",
      async show({ playground, page }) {
        await page.keyboard.press("Escape");
        await expect(playground.status).toHaveText("canceled");
      },
    },
    {
      name: "success",
      async show({ playground, page }) {
        await page.getByRole("button", { name: "Add header" }).click();
        await page.getByLabel("Name of header 1").fill("demo-token");
        await page.getByLabel("Value of header 1").fill("abc ".repeat(40).trim());
        await playground.call("Echo", { headers: { "demo-header": "first" }, trailers: { "demo-trailer": "last" } });
        await expect(playground.status).toHaveText("OK");
      },
    },
    ...tabStates,
    {
      name: "old-answer",
      async show({ playground, page }) {
        await page.getByRole("button", { name: "Remove header 1" }).click();
        await playground.openTab("Response");
        await expect(playground.answer).toContainText("The form has changed since");
      },
    },
    {
      name: "empty-message",
      async show({ playground }) {
        await playground.call("Summarize", []);
        await expect(playground.status).toHaveText("OK");
      },
    },
    {
      name: "large-message",
      async show({ playground }) {
        await playground.call("Large", { sizeBytes: 1024 * 1024 });
        await expect(playground.answer).toContainText("This message is large");
      },
    },
    {
      name: "error-with-details",
      async show({ playground }) {
        await playground.call("Fail", { code: 9, message: "There is no wool left.", reasons: ["moths", "winter"] });
        await expect(playground.status).toHaveText("failed_precondition");
      },
    },
    {
      name: "stream",
      async show({ playground }) {
        await playground.call("Tick", { perSecond: 20, count: "0" });
        await expect(playground.rows.nth(6)).toBeVisible();
      },
    },
    {
      name: "stream-paused",
      async show({ playground, page }) {
        await page.getByRole("button", { name: "Pause" }).click();
        await playground.rows.nth(2).click();
        await expect(page.getByRole("region", { name: /^Message \d/ })).toBeVisible();
      },
    },
    {
      name: "stream-filtered",
      async show({ playground, page }) {
        await page.getByRole("button", { name: "Resume" }).click();
        await page.getByRole("searchbox", { name: "Filter messages" }).fill('"index": "1');
        await expect(playground.answer).toContainText("match");
      },
    },
    {
      name: "stream-without-match",
      async show({ playground, page }) {
        await page.getByRole("searchbox", { name: "Filter messages" }).fill("nothing has this");
        await expect(playground.answer).toContainText(/^.*0 of \d+ match/);
      },
    },
    {
      name: "stream-failed",
      async show({ playground, page }) {
        await page.keyboard.press("Escape");
        await expect(playground.status).toHaveText("canceled");
        await playground.call("FailLater", { after: 3, failure: { code: 14, message: "out of wool" } });
        await expect(playground.status).toHaveText("unavailable");
      },
    },
    {
      name: "empty-stream",
      async show({ playground }) {
        await playground.call("FailLater", { after: 0, failure: { code: 14, message: "" } });
        await expect(playground.status).toHaveText("unavailable");
        await playground.openTab("Messages");
      },
    },
    {
      name: "no-method-server",
      async show({ playground }) {
        await playground.baseUrl.fill("/nowhere");
        await playground.sendButton.click();
        await expect(playground.status).toHaveText("unimplemented");
      },
    },
    {
      name: "server-down",
      async show({ playground, page, serve }) {
        const { url, stop } = await serve(() => {});
        await stop();
        await playground.baseUrl.fill(url);
        await playground.call("Say", { sentence: "anybody there?" });
        await expect(page.getByRole("region", { name: "CORS" })).toContainText("does not respond to this browser");
      },
    },
    {
      name: "cors-card",
      async show({ playground, page, serve }) {
        const { url } = await serve((_, res) => {
          res.removeHeader("access-control-allow-origin");
          res.writeHead(404).end();
        });
        await playground.baseUrl.fill(url);
        await playground.sendButton.click();
        await expect(page.getByRole("region", { name: "CORS" })).toContainText("The server is running, but");
      },
    },
  ],
};
