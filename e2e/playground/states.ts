/** Every state of the page that has a face of its own. */
import { expect } from "../playground-page.ts";
import { answerScene } from "./states/answer-scene.ts";
import { exchangeScene } from "./states/exchange-scene.ts";
import { firstScene } from "./states/first-scene.ts";
import { requestScene } from "./states/request-scene.ts";
import { schemaScene } from "./states/schema-scene.ts";
import type { Scene } from "./states/state.ts";

const examplesScene: Scene = {
  name: "the examples",
  states: [
    {
      name: "examples",
      async show({ page }) {
        await page.getByRole("link", { name: "Examples" }).click();
        await expect(page.getByText("You said: Hello, Farcall!")).toBeVisible();
        await expect(page.locator(".answer").filter({ hasText: "The server took" })).toBeVisible();
      },
    },
    {
      name: "examples-in-use",
      async show({ page }) {
        await page.getByText("Code", { exact: true }).first().click();
        await page.getByRole("region", { name: "Query while you type" }).getByRole("textbox").fill("");
        await expect(page.getByText("sentence is empty")).toBeVisible();
        await page.getByRole("region", { name: "Interrupted stream" }).getByRole("button", { name: "Start" }).click();
        await page.getByRole("checkbox", { name: "Make it fail" }).check();
        await expect(page.getByRole("alert").filter({ hasText: "the sheep are on strike" })).toBeVisible();
      },
    },
  ],
};

export const scenes: readonly Scene[] = [
  firstScene,
  requestScene,
  answerScene,
  exchangeScene,
  schemaScene,
  examplesScene,
];
