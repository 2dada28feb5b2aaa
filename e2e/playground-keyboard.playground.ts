/** Whole journeys with the keyboard alone. The focus is always visible, and never lost with what had it. */
import { shopDescriptors } from "./playground/every-kind.ts";
import { KeyboardUser } from "./playground/keyboard-user.ts";
import { expect, test as pageTest } from "./playground-page.ts";

const test = pageTest.extend<{ user: KeyboardUser }>({
  user: async ({ page }, use) => use(new KeyboardUser(page)),
});

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("Tab leads through the whole page, from top to bottom, and out of it", async ({ playground, user }) => {
  await expect(playground.editor).toBeVisible();
  const stops = await user.tabThrough();
  const order = ["Playground", "Search methods", "Methods", "Change targets", "Send", "Request message", "Add header"];
  const places = order.map((name) => stops.findIndex((stop) => stop.startsWith(name)));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
});

test("a method is found, its message completed and sent, its stream read, paused and canceled", async ({
  playground,
  page,
  user,
}) => {
  await user.press("Tab", "/");
  await page.keyboard.type("tick");
  await expect(page.getByText("1 of 13 methods")).toBeVisible();
  await user.press("Enter");
  await expect(playground.request.getByRole("heading", { level: 2 })).toContainText("Tick");

  await user.tabTo(playground.editor);
  await user.write('{ "per');
  const list = page.getByRole("listbox", { name: "Completions" });
  await expect(list.getByRole("option", { name: /perSecond/ })).toBeVisible();
  // For a moment, the list takes no key, so that nobody accepts what they have not seen.
  await expect(async () => {
    if (await list.isVisible()) {
      await page.keyboard.press("Tab");
    }
    await expect(playground.editor).toHaveText('{ "perSecond": }', { timeout: 200 });
  }).toPass();
  await page.keyboard.type("30");
  await user.press("ControlOrMeta+Enter");
  await expect(playground.rows.nth(2)).toBeVisible();

  // Tab is no trap: it leaves the editor.
  const tabs = playground.answer.getByRole("tablist");
  await user.tabTo(tabs);
  await user.press("ArrowRight");
  await expect(playground.answer.getByRole("tabpanel", { name: "Headers" })).toBeVisible();
  await user.press("End");
  await expect(page.getByRole("tab", { name: "Timing" })).toBeFocused();
  await user.press("Home");

  const messages = page.getByRole("listbox", { name: "Messages" });
  await user.tabTo(messages);
  await user.press("Home", "ArrowDown");
  await expect(page.getByRole("region", { name: "Message 2" })).toContainText('"index": "1"');
  await user.tabTo(page.getByRole("button", { name: "Close" }));
  await user.press("Enter");
  await expect(page.getByRole("region", { name: "Message 2" })).toBeHidden();

  await user.tabTo(page.getByRole("searchbox", { name: "Filter messages" }), "Shift+Tab");
  await page.keyboard.type("no message has this");
  await user.tabTo(page.getByRole("button", { name: "Clear the filter" }));
  await user.press("Enter");
  await expect(messages).toBeVisible();

  await user.tabTo(page.getByRole("button", { name: "Pause" }), "Shift+Tab");
  await user.press("Enter");
  await expect(playground.answer).toContainText("Paused at");
  await user.press("Enter"); // the same button resumes
  await user.press("Escape");
  await expect(playground.status).toHaveText("canceled");
  await expect(page.getByRole("button", { name: "Pause" })).toBeHidden();
  await user.expectVisibleFocus("the button with the focus is gone");
});

test("a form is filled in: text, numbers, choices, lists, nested messages", async ({ playground, page, user }) => {
  await page
    .getByLabel("Descriptor set")
    .setInputFiles({ name: "shop.binpb", mimeType: "application/octet-stream", buffer: shopDescriptors() });
  await expect(playground.request.getByRole("heading", { level: 2 })).toContainText("Buy");
  await user.tabTo(playground.editor);
  await user.write("{}");
  await user.tabTo(playground.request.getByRole("radio", { name: "JSON" }), "Shift+Tab");
  await user.press("ArrowRight");
  const form = page.getByRole("form");
  const field = (name: string) => form.getByLabel(name, { exact: true });
  const button = (name: string) => form.getByRole("button", { name, exact: true });

  await user.tabTo(field("customer"));
  await page.keyboard.type("Ada");
  await user.tabTo(field("count"));
  await page.keyboard.type("3");
  await user.tabTo(button("Clear count"));
  await user.press("Enter");
  await expect(field("count")).toHaveValue("");
  await user.tabTo(field("color"));
  await user.press("ArrowDown", "ArrowDown");
  await user.tabTo(button("Add tags"));
  await user.press("Enter");
  await expect(field("tags 1")).toBeFocused();
  await page.keyboard.type("wool");
  await user.tabTo(button("Add to tags"));
  await user.press("Enter");
  await page.keyboard.type("silk");
  await user.press("Alt+ArrowUp");
  await user.tabTo(button("Remove tags 1"));
  await user.press("Enter");
  await expect(field("tags 1")).toHaveValue("wool");
  await user.tabTo(field("payment"));
  await user.press("ArrowDown");
  await user.tabTo(field("card"));
  await page.keyboard.type("1234");
  await user.tabTo(button("Add label"));
  await user.press("Enter");
  await expect(field("title")).toBeFocused();
  await page.keyboard.type("Fragile");
  await user.tabTo(button("Clear label"), "Shift+Tab");
  await user.press("Enter");
  await expect(field("title")).toBeHidden();

  await user.tabTo(playground.request.getByRole("radio", { name: "Form" }), "Shift+Tab");
  await user.press("ArrowLeft");
  const text = (await playground.editor.locator(".cm-line").allTextContents()).join("\n");
  expect(JSON.parse(text)).toEqual({ customer: "Ada", color: "COLOR_RED", tags: ["wool"], card: "1234" });
});

test("a target is made, named, set up, deleted and brought back; headers and variables come and go", async ({
  playground,
  page,
  user,
}) => {
  const menu = page.getByRole("button", { name: "Change targets" });
  await user.tabTo(menu);
  await user.press("Enter", "Enter");
  await expect(menu).toBeFocused();
  await user.press("Enter", "ArrowDown", "Enter");
  await user.write("Staging");
  await user.press("Enter");
  await expect(page.getByRole("combobox", { name: "Target" })).toBeFocused();
  await user.tabTo(page.getByRole("radio", { name: "Connect" }));
  await user.press("ArrowRight");
  await user.tabTo(playground.optionsButton);
  await user.press("Enter");
  await user.tabTo(playground.timeout);
  await page.keyboard.type("5000");
  await user.tabTo(page.getByRole("radio", { name: "Off" }));
  await user.press("ArrowRight");
  await expect(playground.optionsButton).toContainText("gzip, 5000 ms");
  await user.tabTo(menu, "Shift+Tab");
  await user.press("Enter", "End", "Enter");
  await user.tabTo(page.getByRole("button", { name: "Undo" }));
  await user.press("Enter");
  await expect(page.getByRole("combobox", { name: "Target" })).toHaveValue(/./);
  await expect(playground.optionsButton).toContainText("gzip, 5000 ms");

  await user.tabTo(page.getByRole("button", { name: "Add header" }));
  await user.press("Enter");
  await page.keyboard.type("demo-x");
  await user.tabTo(page.getByRole("button", { name: "Remove header 1" }));
  await user.press("Enter");
  await expect(page.getByRole("button", { name: "Add header" })).toBeFocused();

  const environment = page.getByRole("combobox", { name: /^Environment/ });
  await user.tabTo(environment);
  await user.press("End");
  const dialog = page.getByRole("dialog", { name: "Environment" });
  await expect(dialog).toBeVisible();
  await user.tabTo(dialog.getByRole("button", { name: "Add variable" }));
  await user.press("Enter");
  await user.tabTo(dialog.getByRole("button", { name: "Remove variable 1" }), "Shift+Tab");
  await user.press("Enter");
  await user.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(environment).toBeFocused();
  await user.tabTo(page.getByRole("button", { name: "Edit variables" }));
  await user.press("Enter");
  await user.tabTo(dialog.getByRole("button", { name: "Delete environment" }));
  await user.press("Enter");
  await expect(dialog).toBeHidden();
  await user.expectVisibleFocus("the button that opened the dialog is gone");
});

test("a call is copied, imported, found in the history, sent again and deleted", async ({ playground, page, user }) => {
  const copy = page.getByRole("button", { name: "Copy as" });
  await user.tabTo(copy);
  await user.press("Enter", "ArrowDown", "ArrowDown", "ArrowUp", "Escape");
  await expect(copy).toBeFocused();
  await user.press("Enter", "Enter");
  await expect(playground.request).toContainText("Copied as curl.");
  await expect(copy).toBeFocused();
  const command = await page.evaluate(() => navigator.clipboard.readText());

  const importButton = page.getByRole("button", { name: "Import curl" });
  await user.tabTo(importButton);
  await user.press("Enter");
  await user.tabTo(page.getByRole("dialog").getByRole("textbox"));
  await page.keyboard.insertText(command.replace("Farcall", "keyboard"));
  await user.press("ControlOrMeta+Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(importButton).toBeFocused();
  await user.tabTo(playground.request.getByRole("button", { name: "Dismiss" }));
  await user.press("Enter");
  await expect(playground.request.getByRole("button", { name: "Dismiss" })).toBeHidden();
  await user.press("ControlOrMeta+Enter");
  await expect(playground.answer).toContainText("You said: Hello, keyboard!");

  const history = page.getByRole("button", { name: "History" });
  const dialog = page.getByRole("dialog", { name: "History" });
  const rows = dialog.getByRole("listitem");
  await user.tabTo(history, "Shift+Tab");
  await user.press("Enter");
  await expect(rows).toHaveCount(1);
  await user.tabTo(dialog.getByRole("searchbox"));
  await user.press("ArrowDown", "Enter");
  await expect(dialog).toBeHidden();
  await expect(history).toBeFocused();
  await user.press("Enter");
  await user.tabTo(dialog.getByRole("searchbox"));
  await user.press("ArrowDown", "ControlOrMeta+Enter");
  await expect(dialog).toBeHidden();
  await expect(playground.status).toHaveText("OK");
  await user.press("Enter");
  await expect(rows).toHaveCount(2);
  await user.tabTo(rows.first().getByRole("button", { name: /^Pin/ }));
  await user.press("Enter");
  await user.tabTo(rows.last().getByRole("button", { name: /^Delete/ }));
  await user.press("Enter");
  await expect(rows).toHaveCount(1);
  await user.tabTo(rows.first().getByRole("button", { name: /^Unpin/ }), "Shift+Tab");
  await user.press("Enter");
  await user.tabTo(dialog.getByRole("button", { name: "Clear" }), "Shift+Tab");
  await user.press("Enter", "Enter");
  await expect(rows).toHaveCount(0);
  await user.press("Escape");
  await expect(history).toBeFocused();
});

test("on a narrow page, the list of methods opens, takes the focus, and gives it back", async ({
  playground,
  page,
  user,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const button = page.getByRole("button", { name: /^Method / });
  await user.tabTo(button);
  await user.press("Enter");
  await user.tabTo(page.getByRole("tree", { name: "Methods" }));
  await user.press(...Array<string>(6).fill("ArrowDown"), "Enter");
  await expect(button).toBeFocused();
  await expect(button).toContainText("Tick"); // which goes on until it is canceled
  await user.press("Enter");
  await user.tabTo(page.getByRole("combobox", { name: "Search methods" }));
  await user.press("Escape");
  await expect(button).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Enter"); // scrolls to the response, away from the focus
  await expect(playground.rows.first()).toBeVisible();
  await user.tabTo(playground.answer.getByRole("button", { name: "Cancel" }));
  await user.press("Enter");
  await expect(playground.status).toHaveText("canceled");
  await expect(playground.answer.getByRole("button", { name: "Cancel" })).toBeHidden();
  await user.expectVisibleFocus("the button that canceled is gone");
});
