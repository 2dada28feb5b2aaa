/** The request editor: the form, completion and documentation, with the keyboard alone where that is asked for. */
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./playground-page.ts";

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
  }
  throw new Error(`Tab does not lead to ${target}`);
}

test("a request is filled in as a form and sent, with the keyboard alone", async ({ playground, page }) => {
  await playground.pick("FailLater");
  await playground.write("{}");
  await playground.request.getByRole("radio", { name: "JSON" }).focus();
  await page.keyboard.press("ArrowRight");
  const form = page.getByRole("form", { name: "Request message, demo.v1.FailLaterRequest" });
  await tabTo(page, form.getByRole("button", { name: "Add failure" }));
  await page.keyboard.press("Enter");
  await expect(form.getByRole("textbox", { name: "code" })).toBeFocused();
  await page.keyboard.type("5x");
  await expect(form).toContainText("Enter a whole number from 0 to 4294967295.");
  await page.keyboard.press("Backspace");
  await expect(form.getByRole("textbox", { name: "code" })).toHaveAttribute("aria-invalid", "false");
  await tabTo(page, form.getByRole("textbox", { name: "message" }));
  await page.keyboard.type("no wool");
  await tabTo(page, form.getByRole("button", { name: "Add reasons" }));
  await page.keyboard.press("Enter");
  await expect(form.getByRole("textbox", { name: "reasons 1" })).toBeFocused();
  await page.keyboard.type("first");
  await tabTo(page, form.getByRole("button", { name: "Add to reasons" }));
  await page.keyboard.press("Enter");
  await expect(form.getByRole("textbox", { name: "reasons 2" })).toBeFocused();
  await page.keyboard.type("second");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(form.getByRole("textbox", { name: "reasons 1" })).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(playground.status).toHaveText("not_found");
  await expect(playground.answer.getByRole("article").first()).toContainText("second");

  await playground.request.getByRole("radio", { name: "Form" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(playground.editor).toContainText('"reasons": [');
  const text = (await playground.editor.locator(".cm-line").allTextContents()).join("\n");
  expect(JSON.parse(text)).toEqual({ failure: { code: 5, message: "no wool", reasons: ["second", "first"] } });
});

test("a stream of requests is a list of forms, and a map has its entries", async ({ playground, page }) => {
  await playground.pick("Summarize");
  await playground.write([{ sentence: "one" }]);
  await playground.request.getByText("Form", { exact: true }).click();
  const form = page.getByRole("form");
  await form.getByRole("button", { name: "Duplicate message 1" }).click();
  await form.getByRole("textbox", { name: "sentence" }).nth(1).fill("two words");
  await form.getByRole("button", { name: "Add to message" }).click();
  await form.getByRole("button", { name: "Remove message 1" }).click();
  await playground.sendButton.click();
  await expect(playground.status).toHaveText("OK");
  await expect(playground.answer.getByRole("tabpanel")).toContainText('"words": 2');
  await expect(playground.answer.getByRole("tabpanel")).toContainText('"sentences": 2');

  await playground.pick("Echo");
  await form.getByRole("button", { name: "Add to headers" }).click();
  await form.getByRole("textbox", { name: "Key 2 of headers" }).fill("demo-header");
  await expect(form).toContainText('The key "demo-header" is there already');
  await playground.sendButton.click();
  await expect(page.getByRole("alert")).toContainText("Something is wrong with the message");
  await expect(form.getByRole("textbox", { name: "Key 2 of headers" })).toBeFocused();
  await form.getByRole("textbox", { name: "Key 2 of headers" }).fill("another-header");
  await form.getByRole("textbox", { name: "Value of another-header" }).fill("x");
  await playground.sendButton.click();
  await expect(playground.status).toHaveText("OK");
  await expect(await playground.openTab("Headers")).toContainText("another-header");
});

test("the form says why it cannot show a text, and leads back to it", async ({ playground, page }) => {
  await playground.pick("Say");
  await playground.write('{ "sentence": ');
  await playground.request.getByText("Form", { exact: true }).click();
  await expect(playground.request).toContainText("This text is not valid JSON");
  await page.getByRole("button", { name: "Edit as JSON" }).click();
  await expect(playground.editor).toContainText('{ "sentence": ');
});

test("names and values are completed, and Escape closes the list without canceling the call", async ({
  playground,
  page,
}) => {
  await playground.pick("Follow");
  await playground.write("");
  const list = page.getByRole("listbox", { name: "Completions" });
  await page.keyboard.type('{ "per');
  await expect(list.getByRole("option", { name: /perSecond/ })).toBeVisible();
  // For a moment, the list takes no key, so that nobody accepts what they have not seen.
  await expect(async () => {
    if (await list.isVisible()) {
      await page.keyboard.press("Tab");
    }
    await expect(playground.editor).toHaveText('{ "perSecond": }', { timeout: 200 });
  }).toPass();
  await page.keyboard.type("9");
  await expect(playground.editor).toHaveText('{ "perSecond": 9}');
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(playground.status).toHaveText("In flight");

  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+Space");
  await expect(list).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(playground.status).toHaveText("In flight");
  await page.keyboard.press("Escape");
  await expect(playground.status).toHaveText("canceled");

  // Without a list, Tab leaves the editor.
  await page.keyboard.press("Tab");
  await expect(playground.editor).not.toBeFocused();
});

test("a field is explained where the pointer rests, and at the cursor", async ({ playground, page }) => {
  await playground.pick("Introduce");
  await playground.write('{ "intervalMs": 600 }');
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(playground.request).toContainText("intervalMs: uint32 = 2 · In the .proto file: interval_ms.");
  await playground.editor.getByText('"intervalMs"').hover();
  await expect(page.locator(".field-tooltip")).toContainText("intervalMs uint32 = 2");
});

test("every problem of a request is marked", async ({ playground }) => {
  await playground.pick("FailLater");
  await playground.write('{\n"after": "x",\n"failure": { "code": -1, "reasons": [1] },\n"odd": 1\n}');
  await expect(playground.editor.locator(".cm-lintRange-error")).toHaveCount(4);
  await expect(playground.request).toContainText("And 3 more.");
});
