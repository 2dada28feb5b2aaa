/** Where the services come from: files, reflection, and what can go wrong with them. */
import { expect } from "../../playground-page.ts";
import { bigDescriptors, buildHats } from "../hats.ts";
import { reflectedHatListener } from "../reflected-hats.ts";
import type { Scene } from "./state.ts";

export const schemaScene: Scene = {
  name: "schemas",
  states: [
    {
      name: "own-server",
      async show({ playground, page, serve }) {
        const { url } = await serve(() => {});
        await playground.openMethods();
        await playground.baseUrl.fill(url);
        await expect(page.getByText("Calling your own server?")).toBeVisible();
      },
    },
    {
      name: "reflection-in-flight",
      async show({ page }) {
        await page.getByRole("button", { name: "Load from server" }).click();
        await expect(page.getByRole("button", { name: "Cancel loading" })).toBeVisible();
      },
    },
    {
      name: "reflection-failed",
      async show({ playground, page, serve }) {
        await page.getByRole("button", { name: "Cancel loading" }).click();
        const { url } = await serve((_, res) => res.writeHead(404).end());
        await playground.baseUrl.fill(url);
        await page.getByRole("button", { name: "Load from server" }).click();
        await expect(page.getByRole("region", { name: "Schema" }).getByRole("alert")).toContainText("descriptor set");
      },
    },
    {
      name: "schema-menu",
      async show({ page }) {
        await page.getByRole("button", { name: "Dismiss" }).click();
        await page.getByRole("button", { name: /^Services: / }).click();
        await expect(page.getByRole("menu")).toBeVisible();
      },
    },
    {
      name: "reflected",
      async show({ playground, page, serve }) {
        await page.keyboard.press("Escape");
        const { url } = await serve(reflectedHatListener(buildHats("hats.binpb")));
        await playground.baseUrl.fill(url);
        await page.getByRole("button", { name: "Load from server" }).click();
        await expect(page.getByRole("region", { name: "Schema" })).toContainText("2 services, 4 methods");
        await expect(page.getByRole("button", { name: "Reload" })).toBeVisible();
      },
    },
    {
      name: "file-refused",
      async show({ playground, page }) {
        await playground.openMethods();
        await page.getByLabel("Descriptor set").setInputFiles({
          name: "hats-of-every-size-and-color.proto",
          mimeType: "text/plain",
          buffer: Buffer.from('syntax = "proto3";'),
        });
        await expect(page.getByRole("region", { name: "Schema" }).getByRole("alert")).toContainText("cannot be used");
      },
    },
    {
      name: "many-services",
      async show({ playground, page }) {
        await page.getByLabel("Descriptor set").setInputFiles({
          name: "a-descriptor-set-with-a-long-name.binpb",
          mimeType: "application/octet-stream",
          buffer: bigDescriptors(12, 40),
        });
        await playground.openMethods();
        await expect(page.getByRole("region", { name: "Schema" })).toContainText("12 services, 480 methods");
      },
    },
    {
      name: "file-dragged",
      async show({ playground, page }) {
        const files = await page.evaluateHandle(() => {
          const transfer = new DataTransfer();
          transfer.items.add(new File(["x"], "hats.binpb"));
          return transfer;
        });
        await playground.sendButton.dispatchEvent("dragenter", { dataTransfer: files });
        await expect(page.getByText("Drop a descriptor set to call its services")).toBeVisible();
      },
    },
    {
      name: "no-methods",
      async show({ playground, page }) {
        await playground.sendButton.dispatchEvent("drop", {
          dataTransfer: await page.evaluateHandle(() => new DataTransfer()),
        });
        await page.getByLabel("Descriptor set").setInputFiles({
          name: "no-services.binpb",
          mimeType: "application/octet-stream",
          buffer: bigDescriptors(0, 0),
        });
        await expect(page.getByRole("region", { name: "Schema" })).toContainText("no-services.binpb");
      },
    },
  ],
};
