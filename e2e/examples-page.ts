/** A page object for the examples page and its requests. */
import { utimes } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test as base, expect, type JSHandle, type Locator, type Page, type Request } from "@playwright/test";
import { consoleComplaints } from "./console-complaints.ts";
import { afterOf } from "./follow-request.ts";

export type ExampleTitle =
  | "Query while you type"
  | "Optimistic mutation"
  | "Infinite list"
  | "10,000 messages a second"
  | "Interrupted stream"
  | "Suspense";

export class ExamplesPage {
  readonly page: Page;
  readonly requests: readonly Request[];
  readonly complaints: readonly string[];

  constructor(page: Page) {
    this.page = page;
    const requests: Request[] = [];
    page.on("request", (request) => requests.push(request));
    this.requests = requests;
    this.complaints = consoleComplaints(page);
  }

  async open(hash = "#/examples"): Promise<void> {
    await this.page.goto(`/${hash}`);
    await expect(this.page.getByRole("heading", { name: "Calls as hooks" })).toBeVisible();
  }

  card(title: ExampleTitle): Locator {
    return this.page.getByRole("region", { name: title, exact: true });
  }

  /** The value below a name: a number of messages, of requests, ... */
  metric(title: ExampleTitle, name: string): Locator {
    const term = this.page.locator("dt", { hasText: new RegExp(`^${name}$`) });
    return this.card(title).locator(".metrics > div", { has: term }).locator("dd");
  }

  async count(title: ExampleTitle, name: string): Promise<number> {
    return Number((await this.metric(title, name).textContent())?.replaceAll(",", ""));
  }

  /** Returns the requests to a method whose body contains this text. */
  requestsTo(method: string, text = ""): Request[] {
    return this.requests.filter(
      (request) => request.url().includes(`/demo.v1.${method}`) && (request.postData() ?? "").includes(text),
    );
  }

  /** Returns the number after which each connection of "Interrupted stream" has asked to resume. */
  followedAfter(): bigint[] {
    return this.requestsTo("DemoService/Follow").map((request) => afterOf(request.postDataBuffer()));
  }

  /** Records every text that an element has from now on, however briefly. */
  texts(locator: Locator): Promise<JSHandle<string[]>> {
    return locator.evaluateHandle((element) => {
      const seen = [element.textContent ?? ""];
      new MutationObserver(() => seen.push(element.textContent ?? "")).observe(element, {
        childList: true,
        subtree: true,
        characterData: true,
      });
      return seen;
    });
  }

  /** Holds back the requests to a method until the returned function is called. */
  async hold(method: string): Promise<() => void> {
    let letThrough = () => {};
    const opened = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await this.page.route(`**/demo.v1.${method}`, async (route) => {
      await opened;
      await route.continue();
    });
    return letThrough;
  }

  /** Touches a source file, as an editor does when saving, and waits until the page has loaded it. */
  async hotUpdate(path: string): Promise<void> {
    const updated = this.page.waitForEvent("console", (message) => message.text().includes(`hot updated: /${path}`));
    const now = new Date();
    await utimes(fileURLToPath(new URL(`../playground/${path}`, import.meta.url)), now, now);
    await updated;
  }
}

/** Expects each connection to resume after the last cut, every 15 messages, and none to be made twice. */
export function expectToGoOnAfterEachCut(followedAfter: bigint[]): void {
  expect(followedAfter).toEqual(followedAfter.map((_, index) => BigInt(15 * index)));
}

/** A test that starts on the examples page and ends with a check of the console. */
export const test = base.extend<{ examples: ExamplesPage }>({
  examples: async ({ page }, use) => {
    const examples = new ExamplesPage(page);
    await examples.open();
    await use(examples);
    expect(examples.complaints).toEqual([]);
  },
});

export { expect };
