/** The request: the form with every kind of field, the editor with its lists and tooltips, headers, environments. */
import { expect } from "../../playground-page.ts";
import { shopDescriptors } from "../every-kind.ts";
import type { Scene } from "./state.ts";

const url = (name: string) => `type.googleapis.com/${name}`;

/** A request with a value of every kind. */
const order = {
  orderId: "9007199254740993",
  customer: "Ada Lovelace",
  count: 3,
  weight: 1.5,
  color: "COLOR_RED",
  gift: false,
  seal: "AAH/",
  tags: ["wool", "a tag that is longer than its field can ever show at once"],
  colors: ["COLOR_MAUVE", 42],
  stock: { hats: 3, "caps and bonnets": -1 },
  flags: { true: "COLOR_RED" },
  parts: { "1": { customer: "Bob" } },
  invoice: { customer: "Ada's company" },
  placedAt: "2026-01-31T12:00:00Z",
  leadTime: "3.5s",
  mask: "customer,placedAt",
  extra: { any: ["json", 1] },
  anything: null,
  detail: { "@type": url("shop.old.Label"), title: "Fragile", width: 60 },
  details: [{ "@type": url("google.protobuf.Timestamp"), value: "2026-01-31T12:00:00Z" }],
  nothing: {},
  children: [{ customer: "Child", tags: ["small"] }],
  oldCode: "x",
  isOpen: true,
};

export const requestScene: Scene = {
  name: "the request",
  states: [
    {
      name: "form-empty",
      async show({ playground, page }) {
        await page
          .getByLabel("Descriptor set")
          .setInputFiles({ name: "shop.binpb", mimeType: "application/octet-stream", buffer: shopDescriptors() });
        await playground.pick("Buy");
        await playground.write({});
        await playground.request.getByText("Form", { exact: true }).click();
        await expect(page.getByRole("form")).toBeVisible();
      },
    },
    {
      name: "form",
      async show({ playground, page }) {
        await playground.request.getByText("JSON", { exact: true }).click();
        await playground.write(JSON.stringify(order, null, 2));
        await playground.request.getByText("Form", { exact: true }).click();
        await expect(page.getByRole("textbox", { name: "customer" }).first()).toHaveValue("Ada Lovelace");
      },
    },
    {
      name: "form-lists",
      async show({ page }) {
        await page.getByRole("group", { name: "tags" }).first().scrollIntoViewIfNeeded();
        await page
          .getByRole("group", { name: "parts" })
          .first()
          .evaluate((part) => part.scrollIntoView());
      },
    },
    {
      name: "form-well-known",
      show: ({ page }) =>
        page
          .getByRole("textbox", { name: "placedAt" })
          .first()
          .evaluate((field) => field.scrollIntoView()),
    },
    {
      name: "form-problems",
      async show({ page }) {
        await page.getByRole("textbox", { name: "placedAt" }).first().fill("yesterday");
        await page.getByRole("textbox", { name: "leadTime" }).first().fill("soon");
        await page.getByRole("textbox", { name: "count" }).first().fill("-1");
        await expect(page.getByRole("form")).toContainText("Enter a whole number");
        await page
          .getByRole("textbox", { name: "count" })
          .first()
          .evaluate((field) => field.scrollIntoView());
      },
    },
    {
      name: "form-refusal",
      async show({ playground }) {
        await playground.request.getByText("JSON", { exact: true }).click();
        await playground.write('{ "customer": ');
        await playground.request.getByText("Form", { exact: true }).click();
        await expect(playground.request).toContainText("This text is not valid JSON");
      },
    },
    {
      name: "editor-problems",
      async show({ playground, page }) {
        await page.getByRole("button", { name: "Edit as JSON" }).click();
        await playground.write('{\n  "customer": "Ada",\n  "count": -1,\n  "odd": true,\n  "oldCode": "x"\n}');
        await expect(playground.editor.locator(".cm-lintRange-error")).toHaveCount(2);
      },
    },
    {
      name: "editor-problem-hovered",
      async show({ playground, page }) {
        await playground.editor.getByText('"odd"').hover();
        await expect(page.locator(".cm-tooltip-lint, .cm-tooltip-hover").first()).toBeVisible();
      },
    },
    {
      name: "completion-names",
      async show({ playground, page }) {
        await page.mouse.move(1, 1);
        await playground.write("");
        await page.keyboard.type('{ "c');
        await expect(page.getByRole("listbox", { name: "Completions" })).toBeVisible();
        await expect(page.locator(".cm-completionInfo")).toBeAttached();
      },
    },
    {
      name: "completion-values",
      async show({ playground, page }) {
        await page.keyboard.press("Escape");
        await playground.write("");
        await page.keyboard.type('{ "color": "C');
        await expect(page.getByRole("listbox", { name: "Completions" })).toContainText("COLOR_RED");
      },
    },
    {
      name: "field-hovered",
      async show({ playground, page }) {
        await page.keyboard.press("Escape");
        await playground.write('{\n  "customer": "Ada",\n  "color": "COLOR_RED"\n}');
        await expect(playground.editor.locator(".cm-lintRange-error")).toHaveCount(0);
        await playground.editor.getByText('"color"').hover();
        await expect(page.locator(".field-tooltip")).toBeVisible();
      },
    },
    {
      name: "headers-and-bearer",
      async show({ playground, page }) {
        await page.mouse.move(1, 1);
        await playground.request.getByText("Bearer", { exact: true }).click();
        await page.getByRole("button", { name: "Add header" }).click();
        await page.getByLabel("Name of header 1").fill("demo-header");
        await page
          .getByLabel("Value of header 1")
          .fill("a value that is longer than the field that shows it to its reader");
        await page.getByRole("button", { name: "Add header" }).click();
        await page.getByLabel("Name of header 2").fill("not a name");
      },
    },
    {
      name: "refused",
      async show({ playground, page }) {
        await playground.write('{ "customer": 1 }');
        await playground.baseUrl.fill("htp:/{{server}}");
        await playground.sendButton.click();
        await expect(page.getByRole("alert").first()).toContainText("Not sent.");
      },
    },
    {
      name: "environment-dialog",
      async show({ playground, page }) {
        await playground.request.getByText("Basic", { exact: true }).click();
        await page.getByRole("combobox", { name: /^Environment/ }).selectOption("New …");
        const dialog = page.getByRole("dialog", { name: "Environment" });
        await dialog.getByLabel("Name of variable 1").fill("server");
        await dialog.getByLabel("Value of variable 1").fill("https://staging.example");
        await dialog.getByRole("button", { name: "Add variable" }).click();
        await dialog.getByLabel("Name of variable 2").fill("token");
        await dialog.getByLabel("Value of variable 2").fill("s3cret");
        await dialog.getByLabel("Secret").last().check();
      },
    },
    {
      name: "environment-and-basic",
      async show({ page }) {
        await page.getByRole("button", { name: "Done" }).click();
        await expect(page.getByRole("button", { name: "Edit variables" })).toBeVisible();
      },
    },
  ],
};
