/** Calls leave the form and come back: as links, as commands, from the history. */
import type { Page } from "@playwright/test";
import { buildHats } from "./playground/hats.ts";
import { reflectedHatListener } from "./playground/reflected-hats.ts";
import { expect, PlaygroundPage, test } from "./playground-page.ts";

const secret = "s3cret-value";

async function addHeader(page: Page, name: string, value: string): Promise<void> {
  const count = await page.getByLabel(/^Name of header/).count();
  await page.getByRole("button", { name: "Add header" }).click();
  await page.getByLabel(`Name of header ${count + 1}`).fill(name);
  await page.getByLabel(`Value of header ${count + 1}`).fill(value);
}

test.beforeEach(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test("a link fills in the form of another browser, without secrets, and sends nothing", async ({
  playground,
  page,
  browser,
}) => {
  await playground.pick("Introduce");
  await playground.write('{ "name": "Zoë 🐑" }');
  await playground.choose("Protocol", "gRPC-Web");
  await playground.choose("Codec", "JSON");
  await addHeader(page, "authorization", `Bearer ${secret}`);
  await addHeader(page, "demo-x", "one two");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(playground.request).toContainText("Link copied. Not in it: authorization.");
  const link = await clipboard(page);
  expect(link).toContain("#/call?v=1&c=");

  const other = await browser.newContext();
  const there = new PlaygroundPage(await other.newPage());
  const sent: string[] = [];
  there.page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  await there.page.goto(link);
  await expect(there.request).toContainText("From a link. Nothing was sent.");
  await expect(there.request).toContainText("Not in it, because they can be secret: authorization. Add your own.");
  await expect(there.request.getByRole("heading", { level: 2 })).toContainText("Introduce");
  await expect(there.editor).toContainText('{ "name": "Zoë 🐑" }');
  await expect(there.page.getByRole("radio", { name: "gRPC-Web" })).toBeChecked();
  await expect(there.page.getByRole("region", { name: "Target" }).getByRole("radio", { name: "JSON" })).toBeChecked();
  await expect(there.page.getByLabel("Name of header 1")).toHaveValue("demo-x");
  await expect(there.page.getByLabel("Value of header 1")).toHaveValue("one two");
  expect(sent).toEqual([]);
  expect(await there.page.content()).not.toContain(secret);
  // It works, and a reload does not bring back what the link said.
  await there.call("Introduce", { name: "Ada" });
  await expect(there.status).toHaveText("OK");
  await there.page.reload();
  await expect(there.editor).toContainText("Ada");
  expect(there.complaints).toEqual([]);
  await other.close();
});

test("a link waits until the page has a schema of its method, and a call of the history finds its target", async ({
  playground,
  page,
  browser,
  serve,
}) => {
  const hats = buildHats("hats.binpb");
  const { url } = await serve(reflectedHatListener(hats));
  await playground.baseUrl.fill(url);
  await page.getByLabel("Descriptor set").setInputFiles(hats);
  await playground.call("FindHat", { size: 57 });
  await expect(playground.status).toHaveText("OK");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(playground.request).toContainText("Link copied.");
  const link = await clipboard(page);

  // A call of the history goes to the target that has its services, without a question.
  const target = page.getByRole("combobox", { name: "Target" });
  await page.getByRole("button", { name: "Change targets" }).click();
  await page.getByRole("menuitem", { name: "New target" }).click();
  await playground.pick("Say");
  await playground.write('{ "sentence": "mine" }');
  await page.reload();
  await page.getByRole("button", { name: "History" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Send again: FindHat/ })
    .click();
  await expect(playground.answer.getByRole("tabpanel")).toContainText('"size": 57');
  await expect(playground.baseUrl).toHaveValue(url);
  await target.selectOption("Target 2");
  await expect(playground.editor).toContainText("mine");

  const other = await browser.newContext();
  const there = new PlaygroundPage(await other.newPage());
  const waiting = there.request.getByText("The link waits for its services");
  await there.page.goto(link);
  await expect(waiting).toBeVisible();
  await expect(there.request).toContainText("acme.hats.v1.HatService/FindHat is not in the services of 127.0.0.1");
  await there.write('{ "sentence": "kept" }');
  await there.sendButton.click();
  await expect(there.answer.getByRole("tabpanel")).toContainText("You said: kept");
  await there.page.reload();
  await expect(waiting).toBeVisible();
  await expect(there.editor).toContainText("kept");
  await there.page.getByRole("button", { name: /^Ask 127\.0\.0\.1/ }).click();
  await expect(there.request).toContainText("From a link. Nothing was sent.");
  await expect(there.editor).toContainText('"size":57');
  await there.sendButton.click();
  await expect(there.answer.getByRole("tabpanel")).toContainText('"size": 57');
  await there.page.getByRole("combobox", { name: "Target" }).selectOption("This page's server");
  await expect(there.editor).toContainText("kept");
  await other.close();

  // So does a descriptor set, on whichever target it is opened.
  const third = await browser.newContext();
  const here = new PlaygroundPage(await third.newPage());
  await here.page.goto(link);
  await expect(here.request).toContainText("The link waits for its services");
  await here.page.getByLabel("Descriptor set").setInputFiles(hats);
  await expect(here.request).toContainText("From a link. Nothing was sent.");
  await expect(here.baseUrl).toHaveValue(url);
  await expect(here.request.getByRole("heading", { level: 2 })).toContainText("FindHat");
  await third.close();
});

test("a damaged link and one of a newer version say so, and leave the form alone", async ({ playground, page }) => {
  await playground.write({ sentence: "mine" });
  for (const [hash, sentence] of [
    ["#/call?v=1&c=AAAA", "This link is damaged"],
    ["#/call?v=99&c=AAAA", "This link was made by a newer version"],
  ]) {
    await page.evaluate((value) => {
      location.hash = value;
    }, hash ?? "");
    await expect(playground.request).toContainText(sentence ?? "");
    await expect(playground.editor).toContainText("mine");
  }
});

test("a curl command pasted into the URL fills in the form", async ({ playground, page }) => {
  const { origin } = new URL(page.url());
  const command = `curl -k '${origin}/demo.v1.DemoService/Echo' \\\n  -H 'Content-Type: application/json' -H 'demo-x: 1' -d '{"headers":{"a":"b"}}'`;
  await page.evaluate((text) => navigator.clipboard.writeText(text), command);
  await playground.baseUrl.focus();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(playground.request).toContainText("From a curl command. Nothing was sent.");
  await expect(playground.request).toContainText("-k has no counterpart in a browser");
  await expect(playground.baseUrl).toHaveValue(origin);
  await expect(playground.request.getByRole("heading", { level: 2 })).toContainText("Echo");
  await playground.sendButton.click();
  await expect(playground.answer.getByRole("tabpanel")).toContainText('"demo-x": "1"');

  await page.getByRole("button", { name: "Import curl" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("curl 'http://x");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("The quote ' in line 1 is not closed");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a call is copied as a command, without secrets unless they are wanted", async ({ playground, page }) => {
  await playground.write({ sentence: "it's" });
  await addHeader(page, "authorization", `Bearer ${secret}`);
  const copyAs = async (label: string) => {
    await page.getByRole("button", { name: "Copy as" }).click();
    await page.getByRole("menu").getByText(label, { exact: true }).click();
  };
  await copyAs("curl");
  await expect(playground.request).toContainText("Copied as curl. Fill in authorization");
  expect(await clipboard(page)).toContain("'authorization: Bearer <authorization>'");
  await copyAs("Include secrets");
  await copyAs("curl");
  await expect(playground.request.getByText("Copied as curl.", { exact: true })).toBeVisible();
  expect(await clipboard(page)).toContain(`'authorization: Bearer ${secret}'`);
  await playground.write("{ x");
  await copyAs("TypeScript");
  await expect(playground.request).toContainText("Cannot copy: Line 1, column 3");
});

test("the history survives a reload, is searched, sends again and loads, and keeps no secret", async ({
  playground,
  page,
}) => {
  await addHeader(page, "authorization", `Bearer ${secret}`);
  await playground.call("Say", { sentence: "wool" });
  await expect(playground.status).toHaveText("OK");
  await playground.call("Fail", { code: 5, message: "no hat" });
  await expect(playground.status).toHaveText("not_found");
  await page.getByRole("button", { name: "History" }).click();
  const dialog = page.getByRole("dialog", { name: "History" });
  const rows = dialog.getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("not_found");
  await expect(rows.last()).toContainText(/OK.*wool.*ms/s);
  await dialog.getByRole("button", { name: /^Pin Say/ }).click();
  await expect(rows.first()).toContainText("Say");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  expect(await page.evaluate(storedText)).not.toContain(secret);
  await page.getByRole("button", { name: "History" }).click();
  await dialog.getByRole("searchbox").fill("say wool");
  await expect(rows).toHaveCount(1);
  await dialog.getByRole("button", { name: /^Send again: Say/ }).click();
  await expect(playground.request).toContainText("Enter authorization: the history does not keep secrets.");
  await expect(playground.answer).toContainText("No call yet");
  await page.getByLabel("Value of header 1").fill("Bearer new");
  await page.getByRole("button", { name: "History" }).click();
  await dialog.getByRole("button", { name: /^Send again: Say/ }).click();
  await expect(playground.answer.getByRole("tabpanel")).toContainText("You said: wool");

  // By keyboard alone.
  await page.getByRole("button", { name: "History" }).press("Enter");
  await dialog.getByRole("searchbox").fill("hat");
  await expect(rows).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(playground.editor).toContainText("no hat");
  await page.getByRole("button", { name: "History" }).press("Enter");
  await expect(rows).toHaveCount(3);
  await dialog.getByRole("searchbox").press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Delete");
  await expect(rows).toHaveCount(2);
  await dialog.getByRole("button", { name: "Clear" }).click();
  await dialog.getByRole("button", { name: /^Delete all/ }).click();
  await expect(rows).toHaveCount(1); // the pinned one
});

/** Returns everything that the page has stored. */
async function storedText(): Promise<string> {
  const all: unknown[] = [{ ...localStorage }, { ...sessionStorage }];
  for (const { name = "" } of await indexedDB.databases()) {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    for (const store of db.objectStoreNames) {
      all.push(
        await new Promise((resolve) => {
          const reading = db.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => resolve(reading.result);
        }),
      );
    }
    db.close();
  }
  return JSON.stringify(all);
}
