/** What has to work in every browser: calls, streams, edits, what the page keeps. */
import { setTimeout as sleep } from "node:timers/promises";
import { keys } from "../../browsers/session.mjs";

/** For hanging steps only. */
const patienceMs = 30_000;

const query = (/** @type {string} */ selector) => `document.querySelector(${JSON.stringify(selector)})`;
/** The element whose text begins with this. */
const withText = (/** @type {string} */ selector, /** @type {string} */ text) =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].find((one) => one.textContent.trim().startsWith(${JSON.stringify(text)}))`;

const send = withText("button", "Send");
const answer = `${query(".answer-pane")}?.innerText ?? ""`;
const status = `${query(".status-word")}?.innerText ?? ""`;

/**
 * @param {import("../../browsers/session.mjs").Session} session with the page open
 * @param {(step: string) => void} onStep is called with each step that has worked
 */
export async function makeJourney(session, onStep) {
  /** @type {(expression: string, wanted: (value: any) => boolean) => Promise<void>} */
  const expectThat = async (expression, wanted) => {
    const end = Date.now() + patienceMs;
    for (;;) {
      const value = await session.run(expression);
      if (wanted(value)) {
        return;
      }
      if (Date.now() > end) {
        throw new Error(`unexpected ${JSON.stringify(value)} in ${expression}`);
      }
      await sleep(50);
    }
  };
  const expectText = (/** @type {string} */ expression, /** @type {string} */ text) =>
    expectThat(expression, (value) => String(value).includes(text));

  await expectThat(`${send} !== undefined`, Boolean);
  await session.run(
    '(window.faults = [], addEventListener("error", ({ message }) => faults.push(message)), addEventListener("unhandledrejection", ({ reason }) => faults.push(String(reason))))',
  );
  onStep("the page opens");

  for (const protocol of ["Connect", "gRPC-Web"]) {
    await session.click(withText(".target-bar label", protocol));
    await session.click(send);
    await expectText(status, "OK");
    await expectText(answer, "You said: Hello, Farcall!");
    onStep(`a unary call over ${protocol}`);
  }

  await session.click(withText("[role=treeitem]", "Tick"));
  await expectText(`${query("h2")}.innerText`, "Tick");
  await session.click(send);
  await expectThat("document.querySelectorAll('.row[role=option]').length", (count) => count > 4);
  await expectText(status, "In flight");
  await session.type(query("[data-field=request]"), keys.escape);
  await expectText(status, "canceled");
  onStep("a stream whose messages arrive one by one, canceled with Esc");

  await session.click(withText("[role=treeitem]", "Introduce"));
  await session.click(send);
  await expectText(status, "OK");
  await expectText(answer, "Goodbye!");
  onStep("a stream to its end");

  await session.click(withText("[role=treeitem]", "Say"));
  await session.click(withText(".editor-head label", "Form"));
  const sentence = query('[role=form] [aria-label="sentence"]');
  await expectThat(`${sentence} !== null`, Boolean);
  await session.type(sentence, " And on.");
  await session.click(withText(".editor-head label", "JSON"));
  await expectText(`${query("[data-field=request]")}.innerText`, "Hello, Farcall! And on.");
  await session.click(send);
  await expectText(answer, "You said: Hello, Farcall! And on.");
  onStep("an edit in the form, and a call with it");

  await session.click(withText("button", "Example"));
  await session.type(query("[data-field=request]"), `${keys.control}a`);
  await session.type(query("[data-field=request]"), '{ "sen');
  await expectText(`${query(".cm-tooltip-autocomplete")}?.innerText ?? ""`, "sentence");
  onStep("completion in the editor");

  await session.type(query("[data-field=request]"), keys.escape);
  await session.click(withText("[role=treeitem]", "Fail "));
  await session.click(send);
  await expectText(status, "not_found");
  await session.click(withText(".answer-pane [role=tab]", "Wire"));
  await expectThat(`${query("[role=tabpanel]")}.innerText.includes("Loading")`, (value) => value === false);
  onStep("an error, and its bytes");

  // By key: where a click does not focus a button, there is no focus to give back.
  await session.type(withText("button", "History"), keys.enter);
  await expectThat("document.querySelectorAll('.history-row').length", (count) => count >= 5);
  await session.type(query(".history input"), keys.escape);
  await expectThat("document.activeElement.textContent", (text) => text === "History");
  onStep("the history, and the focus back where it was");

  await session.click(withText("a", "Examples"));
  await expectText(`${query(".examples")}?.innerText ?? ""`, "You said: Hello, Farcall!");
  onStep("the examples");

  await session.open(await session.run("location.origin"));
  await expectText(`${query("h2")}?.innerText ?? ""`, "Fail");
  onStep("the form as it was, after a reload");
  const faults = await session.run("window.faults ?? []");
  if (faults.length > 0) {
    throw new Error(`errors in the page: ${faults.join("; ")}`);
  }
}
