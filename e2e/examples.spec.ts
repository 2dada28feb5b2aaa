/** The examples: each works, and makes no superfluous request in React's Strict Mode. */
import { expect, expectToGoOnAfterEachCut, test } from "./examples-page.ts";

test("the examples have a URL, which works with back, forward and reload", async ({ examples, page }) => {
  const pages = page.getByRole("navigation", { name: "Pages" });
  await expect(pages.getByRole("link", { name: "Examples" })).toHaveAttribute("aria-current", "page");
  await expect(page).toHaveTitle("Farcall examples");
  await page.reload();
  await expect(examples.card("Suspense")).toBeVisible();
  await pages.getByRole("link", { name: "Playground" }).click();
  await expect(page.getByRole("button", { name: /^Send/ })).toBeVisible();
  await expect(pages.getByRole("link", { name: "Playground" })).toHaveAttribute("aria-current", "page");
  await expect(examples.card("Suspense")).toBeHidden();
  await page.goBack();
  await expect(examples.card("Suspense")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Send/ })).toBeHidden();
  await page.goForward();
  await expect(page).toHaveTitle("Farcall playground");
  await expect(page.getByRole("button", { name: /^Send/ })).toBeVisible();
});

test("a link leads to one example, also after a reload", async ({ examples, page }) => {
  await expect(examples.card("Suspense")).not.toBeInViewport();
  const link = page.getByRole("navigation", { name: "Examples" }).getByRole("link", { name: "Suspense" });
  await link.click();
  await expect(page).toHaveURL(/#\/examples\/suspense$/);
  await expect(link).toHaveAttribute("aria-current", "location");
  await expect(examples.card("Suspense")).toBeInViewport();
  await page.reload();
  await expect(examples.card("Suspense")).toBeInViewport();
  await page.goBack();
  await expect(link).not.toHaveAttribute("aria-current", "location");
});

test("the playground keeps its last response while the examples are shown", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: /^Send/ }).click();
  const answer = page.getByRole("region", { name: "Call response", exact: true });
  await expect(answer.getByRole("tabpanel")).toContainText("You said");
  await page.getByRole("link", { name: "Examples" }).click();
  await expect(answer).toBeHidden();
  await page.goBack();
  await expect(answer.getByRole("tabpanel")).toContainText("You said");
  await expect(page.getByRole("textbox", { name: /^Request message/ })).toBeVisible();
});

test("in Strict Mode each example makes exactly one request", async ({ examples, page }) => {
  const ticker = examples.card("10,000 messages a second");
  await ticker.getByRole("button", { name: "Start" }).click();
  const follower = examples.card("Interrupted stream");
  await follower.getByRole("button", { name: "Start" }).click();
  await expect(examples.card("Suspense")).toContainText("The server took");
  await expect(follower.getByRole("status")).toHaveText("open");
  await expect.poll(() => examples.count("10,000 messages a second", "Messages")).toBeGreaterThan(1000);
  await page.waitForTimeout(500);
  expect(examples.requestsTo("DemoService/Say")).toHaveLength(1);
  expect(examples.requestsTo("NotesService/ListNotes", "notebook-")).toHaveLength(1);
  expect(examples.requestsTo("NotesService/ListNotes", "archive")).toHaveLength(1);
  expect(examples.requestsTo("DemoService/Wait")).toHaveLength(1);
  expect(examples.requestsTo("DemoService/Tick")).toHaveLength(1);
  expectToGoOnAfterEachCut(examples.followedAfter());
});

test("the source of an example is the file that runs", async ({ examples }) => {
  const card = examples.card("Query while you type");
  const source = card.getByRole("region", { name: "Source of say-query.tsx" });
  await expect(source).toBeHidden();
  await card.getByText("Code", { exact: true }).click();
  await expect(source).toContainText('import { useQuery } from "farcall/react";');
  await expect(source).toContainText("useQuery(DemoService.method.say, { sentence })");
  await expect(source).not.toContainText("state-badge.tsx");
  await expect(card.getByRole("button", { name: "Copy the whole file" })).toBeVisible();
});

test("a query is called when typing pauses, and not retried when it is refused", async ({ examples, page }) => {
  const card = examples.card("Query while you type");
  await page.clock.install();
  await page.reload();
  await expect(card).toContainText("You said: Hello, Farcall!");
  const before = examples.requestsTo("DemoService/Say").length;
  await page.clock.pauseAt(Date.now() + 60_000);
  await card.getByRole("textbox").fill("");
  for (const letter of "wool") {
    await page.clock.runFor(200); // shorter than the debounce time, and the only time that passes
    await card.getByRole("textbox").press(letter);
  }
  expect(examples.requestsTo("DemoService/Say")).toHaveLength(before);
  await page.clock.resume();
  await expect(card).toContainText("You said: wool");
  expect(examples.requestsTo("DemoService/Say")).toHaveLength(before + 1);
  await card.getByRole("button", { name: "Refetch" }).click();
  await expect(examples.metric("Query while you type", "Requests")).toHaveText("3");
  await expect(card.getByRole("status")).toHaveText("Answered");

  await card.getByRole("textbox").fill("");
  await expect(card.getByRole("alert")).toHaveText("invalid_argument sentence is empty: say something");
  await page.waitForTimeout(1500); // a retry would come after a second
  expect(examples.requestsTo("DemoService/Say")).toHaveLength(before + 3);
  await card.getByRole("textbox").fill("wool");
  await expect(card).toContainText("You said: wool");
});

test("a note is in the list before the server answers, and stays when it is saved", async ({ examples, page }) => {
  const card = examples.card("Optimistic mutation");
  const first = card.getByRole("listitem").first();
  await expect(card.getByRole("status")).toHaveText("3 notes");
  const letThrough = await examples.hold("NotesService/AddNote");
  await card.getByRole("textbox").fill("Shear the sheep");
  await page.keyboard.press("Enter");
  await expect(first).toHaveText("Shear the sheepsaving");
  await expect(card.getByRole("status")).toHaveText("4 notes");
  letThrough();
  await expect(first).toHaveText(/^Shear the sheep#\d+$/);
  await expect(card.getByRole("button", { name: "Add" })).toBeVisible();
  expect(examples.requestsTo("NotesService/ListNotes", "notebook-")).toHaveLength(2);
  expect(examples.requestsTo("NotesService/ListNotes", "archive")).toHaveLength(1);
  await page.reload();
  await expect(first).toContainText("Shear the sheep");
});

test("a note that is refused disappears, and its text returns to the field", async ({ examples, page }) => {
  const card = examples.card("Optimistic mutation");
  await expect(card.getByRole("status")).toHaveText("3 notes");
  const letThrough = await examples.hold("NotesService/AddNote");
  await card.getByRole("textbox").fill("please refuse");
  await page.keyboard.press("Enter");
  await expect(card.getByRole("listitem").first()).toHaveText("please refusesaving");
  letThrough();
  await expect(card.getByRole("alert")).toContainText("failed_precondition");
  await expect(card.getByRole("listitem").first()).toContainText("Feed the sheep");
  await expect(card.getByRole("status")).toHaveText("3 notes");
  await expect(card.getByRole("textbox")).toHaveValue("please refuse");
  expect(examples.requestsTo("NotesService/AddNote")).toHaveLength(1);
});

test("a list loads more pages by mouse, keyboard or button", async ({ examples, page }) => {
  const card = examples.card("Infinite list");
  const shown = card.getByRole("status");
  const list = card.getByRole("list", { name: "Archive" });
  await expect(shown).toHaveText("50 of 1,000 notes");
  await card.getByRole("button", { name: "Load more" }).focus();
  await page.keyboard.press("Enter");
  await expect(shown).toHaveText("100 of 1,000 notes");
  await expect(card.getByRole("button", { name: "Load more" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(list).toBeFocused();
  await page.keyboard.press("End");
  await expect(shown).toHaveText("150 of 1,000 notes");
  for (let notes = 200; notes <= 1000; notes += 50) {
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(shown).toHaveText(`${notes === 1000 ? "1,000" : notes} of 1,000 notes`);
  }
  await expect(list.getByRole("listitem").last()).toContainText("Note 1#");
  await expect(card.getByRole("button", { name: "All loaded" })).toBeVisible();
  await expect(list.getByRole("listitem")).toHaveCount(1000);
  expect(examples.requestsTo("NotesService/ListNotes", "archive")).toHaveLength(20);
});

test("a ticker counts to thousands over one connection, is paused, and stops", async ({ examples, page }) => {
  const title = "10,000 messages a second";
  const card = examples.card(title);
  const messages = () => examples.count(title, "Messages");
  await expect(card.getByRole("status")).toHaveText("idle");
  expect(examples.requestsTo("DemoService/Tick")).toHaveLength(0);
  await card.getByRole("button", { name: "Start" }).click();
  await expect.poll(messages).toBeGreaterThan(10_000);
  await expect(card.locator(".tick-sparkline strong")).toHaveText(/^\d{1,2},\d{3}$/);
  expect(examples.requestsTo("DemoService/Tick")).toHaveLength(1);

  await card.getByRole("button", { name: "Pause" }).click();
  await expect(card.getByRole("status")).toHaveText("open, paused");
  const held = await messages();
  await page.waitForTimeout(1000);
  expect(await messages()).toBe(held);
  await card.getByRole("button", { name: "Resume" }).click();
  await expect.poll(messages).toBeGreaterThan(held + 5000);

  const [request] = examples.requestsTo("DemoService/Tick");
  expect(request?.failure()).toBeNull();
  await card.getByRole("button", { name: "Stop" }).click();
  await expect(card.getByRole("status")).toHaveText("idle");
  await expect.poll(() => request?.failure()?.errorText).toBe("net::ERR_ABORTED");
  const last = await messages();
  await page.waitForTimeout(1200);
  expect(await messages()).toBe(last);
  expect(examples.requestsTo("DemoService/Tick")).toHaveLength(1);

  const shown = await examples.texts(examples.metric(title, "Messages"));
  await card.getByRole("button", { name: "Start" }).click();
  await expect
    .poll(async () => (await shown.jsonValue()).some((text) => Number(text.replaceAll(",", "")) < last))
    .toBe(true);
  await expect.poll(messages).toBeGreaterThan(1000);
  expect(examples.requestsTo("DemoService/Tick")).toHaveLength(2);
});

test("a ticker in collect mode keeps ten thousand messages and counts the rest", async ({ examples, page }) => {
  const title = "10,000 messages a second";
  const card = examples.card(title);
  await card.getByRole("group", { name: "Messages to keep" }).getByText("Last 10,000").click();
  await card.getByRole("button", { name: "Start" }).click();
  await expect(examples.metric(title, "Kept")).toHaveText("10,000");
  await expect.poll(() => examples.count(title, "Dropped")).toBeGreaterThan(1000);
  await card.getByRole("group", { name: "Messages to keep" }).getByText("Latest message").click();
  await expect(examples.metric(title, "Kept")).toHaveText("1");
  await expect(card.getByRole("status")).toHaveText("open");
  const [collecting, latest] = examples.requestsTo("DemoService/Tick");
  await expect.poll(() => collecting?.failure()?.errorText).toBe("net::ERR_ABORTED");
  await page.waitForTimeout(300);
  expect(latest?.failure()).toBeNull();
  expect(examples.requestsTo("DemoService/Tick")).toHaveLength(2);
});

test("a stream that is cut off twice has no gap or duplicate, can be canceled, and restarts", async ({ examples }) => {
  test.slow(); // it runs for more than six seconds, with pauses
  const title = "Interrupted stream";
  const card = examples.card(title);
  const texts = await examples.texts(card); // some are shown for only a second, which a busy machine may miss
  await card.getByRole("button", { name: "Start" }).click();
  await expect.poll(() => examples.count(title, "Last number"), { timeout: 60_000 }).toBeGreaterThan(35);
  const shown = (await texts.jsonValue()).join("\n");
  expect(shown).toMatch(/open.*reconnecting, attempt 1.*open/s);
  expect(shown).toMatch(/next try in \d\.\d s/);
  expect(shown).toContain("cut after 15 messages, as you asked");
  await card.getByRole("button", { name: "Cancel" }).click();
  await expect(card.getByRole("status")).toHaveText("idle"); // nothing changes from here on
  await expect(examples.metric(title, "Gaps")).toHaveText("0");
  await expect(examples.metric(title, "Duplicates")).toHaveText("0");
  expect(await examples.count(title, "Last number")).toBeGreaterThan(35);
  expect(await examples.count(title, "Received")).toBe(await examples.count(title, "Last number"));
  const before = examples.followedAfter();
  expectToGoOnAfterEachCut(before);

  await card.getByRole("button", { name: "Restart" }).click();
  await expect.poll(() => examples.followedAfter().length, { timeout: 60_000 }).toBeGreaterThan(before.length + 1);
  expectToGoOnAfterEachCut(examples.followedAfter().slice(before.length)); // from the beginning
  await expect(examples.metric(title, "Gaps")).toHaveText("0");
  await expect(examples.metric(title, "Duplicates")).toHaveText("0");
});

test("a component suspends until there is a response, and throws failures to its boundary", async ({
  examples,
  page,
}) => {
  const card = examples.card("Suspense");
  const letThrough = await examples.hold("DemoService/Wait");
  await page.reload();
  await expect(card.getByRole("status")).toHaveText("Waiting");
  letThrough();
  await expect(card).toContainText("The server took");
  await card.getByRole("checkbox", { name: "Make it fail" }).check();
  await expect(card.getByRole("alert")).toHaveText("internal the sheep are on strike");
  expect(examples.requestsTo("DemoService/Fail")).toHaveLength(1);
  await card.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => examples.requestsTo("DemoService/Fail")).toHaveLength(2);
  await expect(card.getByRole("alert")).toHaveText("internal the sheep are on strike");
  await card.getByRole("checkbox", { name: "Make it fail" }).uncheck();
  await card.getByRole("button", { name: "Try again" }).click();
  await expect(card).toContainText("The server took");
  await expect(card.getByRole("alert")).toBeHidden();
});

test("a stream suspends until its first message, and throws failures to its boundary", async ({ examples }) => {
  const card = examples.card("Suspense");
  const shown = await examples.texts(card.locator(".example-result"));
  await card.getByRole("group", { name: "Kind of call" }).getByText("Stream", { exact: true }).click();
  await expect(card).toContainText("Goodbye");
  await expect(card.getByRole("status")).toHaveText("complete");
  const texts = await shown.jsonValue();
  expect(texts.filter((text) => /^open.*Hello Ada/.test(text) && !text.includes("Goodbye"))).not.toEqual([]);
  expect(examples.requestsTo("DemoService/Introduce")).toHaveLength(1);
  await card.getByRole("checkbox", { name: "Make it fail" }).check();
  await expect(card.getByRole("alert")).toHaveText("internal the sheep are on strike");
  expect(examples.requestsTo("DemoService/FailLater")).toHaveLength(1);
  await card.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => examples.requestsTo("DemoService/FailLater")).toHaveLength(2);
  await expect(card.getByRole("alert")).toBeVisible();
  await card.getByRole("checkbox", { name: "Make it fail" }).uncheck();
  await card.getByRole("button", { name: "Try again" }).click();
  await expect(card).toContainText("Hello Ada");
});

test("a canceled stream can be started again after a visit to the other page", async ({ examples, page }) => {
  const title = "Interrupted stream";
  const card = examples.card(title);
  await card.getByRole("button", { name: "Start" }).click();
  await expect.poll(() => examples.count(title, "Received")).toBeGreaterThan(2);
  await card.getByRole("button", { name: "Cancel" }).click();
  await expect(card.getByRole("status")).toHaveText("idle");
  await page.getByRole("link", { name: "Playground" }).click();
  await page.getByRole("link", { name: "Examples" }).click();
  await card.getByRole("button", { name: "Start" }).click();
  await expect(card.getByRole("status")).toHaveText("open");
  await expect.poll(() => examples.count(title, "Connections")).toBeGreaterThanOrEqual(2);
});

test("a stream ends when its page is left", async ({ examples, page }) => {
  const card = examples.card("10,000 messages a second");
  await card.getByRole("button", { name: "Start" }).click();
  await expect.poll(() => examples.count("10,000 messages a second", "Messages")).toBeGreaterThan(1000);
  await page.getByRole("link", { name: "Playground" }).click();
  await expect.poll(() => examples.requestsTo("DemoService/Tick")[0]?.failure()?.errorText).toBe("net::ERR_ABORTED");
});

test("a screen of 360 pixels needs no horizontal scrolling", async ({ examples, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByText("Code", { exact: true }).first().click();
  await examples.card("10,000 messages a second").getByRole("button", { name: "Start" }).click();
  await expect.poll(() => examples.count("10,000 messages a second", "Messages")).toBeGreaterThan(1000);
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  await page.goto("/#/examples/suspense");
  await expect(examples.card("Suspense")).toBeInViewport();
});
