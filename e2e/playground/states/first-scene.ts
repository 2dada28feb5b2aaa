/** The page as it opens, the kinds of methods, and the target. */
import { expect } from "../../playground-page.ts";
import type { Scene } from "./state.ts";

export const firstScene: Scene = {
  name: "methods and targets",
  states: [
    { name: "first-visit", show: ({ playground }) => expect(playground.answer).toContainText("No call yet") },
    { name: "client-stream", show: ({ playground }) => playground.pick("Summarize") },
    { name: "bidi-stream", show: ({ playground }) => playground.pick("Converse") },
    { name: "server-stream", show: ({ playground }) => playground.pick("FailLater") },
    { name: "methods", show: ({ playground }) => playground.openMethods() },
    {
      name: "methods-found",
      async show({ playground, page }) {
        await playground.openMethods();
        await page.getByRole("combobox", { name: "Search methods" }).fill("note");
        await expect(page.getByText("2 of 13 methods")).toBeVisible();
      },
    },
    {
      name: "no-method-found",
      async show({ page }) {
        await page.getByRole("combobox", { name: "Search methods" }).fill("carrier pigeon");
        await expect(page.getByText("No method matches")).toBeVisible();
      },
    },
    {
      name: "options",
      async show({ playground, page }) {
        await page.getByRole("button", { name: "Show all methods" }).click();
        await playground.pick("Say");
        await playground.openOptions();
        await page.getByRole("checkbox", { name: "Send as GET" }).check();
        await playground.choose("Compression", "gzip");
        await playground.timeout.fill("5000");
      },
    },
    {
      name: "options-in-use",
      async show({ playground }) {
        await playground.optionsButton.click();
        await expect(playground.optionsButton).toContainText("gzip");
      },
    },
    {
      name: "target-menu",
      async show({ playground, page }) {
        for (const url of [
          "https://staging.example/api",
          "https://a-very-long-name-of-a-server.internal.example:8443/v1",
        ]) {
          await page.getByRole("button", { name: "Change targets" }).click();
          await page.getByRole("menuitem", { name: "New target" }).click();
          await playground.baseUrl.fill(url);
        }
        await page.getByRole("button", { name: "Change targets" }).click();
        await expect(page.getByRole("menu")).toBeVisible();
      },
    },
    {
      name: "target-renamed",
      async show({ page }) {
        await page.getByRole("menuitem", { name: "Rename" }).click();
        await page.getByLabel("Name of the target").fill("A long name that somebody gave to the server in Dublin");
      },
    },
    {
      name: "target-deleted",
      async show({ page }) {
        await page.keyboard.press("Enter");
        await page.getByRole("button", { name: "Change targets" }).click();
        await page.getByRole("menuitem", { name: "Delete" }).click();
        await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
      },
    },
    {
      name: "mock",
      async show({ playground, page }) {
        await playground.choose("Send to", "Mock");
        await playground.sendButton.click();
        await expect(playground.status).toHaveText("OK");
        await expect(page.getByText("Answers are made up")).toBeVisible();
      },
    },
  ],
};
