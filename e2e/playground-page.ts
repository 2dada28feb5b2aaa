/** A page object for the playground, which finds elements by role and name, as a user would. */
import type { RequestListener } from "node:http";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { consoleComplaints } from "./console-complaints.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

export type MethodName =
  | "Say"
  | "Introduce"
  | "Summarize"
  | "Converse"
  | "Fail"
  | "FailLater"
  | "Tick"
  | "Follow"
  | "Echo"
  | "Large"
  | "Wait";

export class PlaygroundPage {
  readonly page: Page;
  readonly baseUrl: Locator;
  /** Among the options: see {@link openOptions}. */
  readonly timeout: Locator;
  readonly optionsButton: Locator;
  readonly editor: Locator;
  readonly sendButton: Locator;
  readonly cancelButton: Locator;
  readonly request: Locator;
  readonly answer: Locator;
  /** The code, "OK" or "In flight". */
  readonly status: Locator;
  readonly rows: Locator;
  /** Errors and warnings in the console. */
  readonly complaints: readonly string[];

  constructor(page: Page) {
    this.page = page;
    this.baseUrl = page.getByLabel("Base URL");
    this.timeout = page.getByLabel("Timeout (ms)");
    this.optionsButton = page.getByRole("button", { name: /^Options/ });
    this.editor = page.getByRole("textbox", { name: /^Request message/ });
    this.sendButton = page.getByRole("button", { name: /^Send/ });
    this.cancelButton = page.getByRole("button", { name: /^Cancel/ });
    this.request = page.getByRole("region", { name: "Request", exact: true });
    this.answer = page.getByRole("region", { name: "Call response", exact: true });
    this.status = this.answer.locator(".status-word");
    this.rows = page.getByRole("listbox", { name: "Messages" }).getByRole("option");
    this.complaints = consoleComplaints(page);
  }

  async open(): Promise<void> {
    await this.page.goto("/");
    await expect(this.sendButton).toBeVisible();
  }

  method(name: string): Locator {
    return this.page.getByRole("treeitem", { name: new RegExp(`^${name} `) });
  }

  /** Shows the list of methods, which is behind a button on a small screen. */
  async openMethods(): Promise<void> {
    const listButton = this.page.getByRole("button", { name: /^Method / });
    if ((await listButton.isVisible()) && (await listButton.getAttribute("aria-expanded")) === "false") {
      await listButton.click();
    }
  }

  async pick(method: MethodName | (string & {})): Promise<void> {
    await this.openMethods();
    await this.method(method).click();
    await expect(this.request.getByRole("heading", { level: 2 })).toContainText(method);
  }

  /** Shows the rarely used options of the target. */
  async openOptions(): Promise<void> {
    if ((await this.optionsButton.getAttribute("aria-expanded")) === "false") {
      await this.optionsButton.click();
    }
  }

  async choose(
    group: "Send to" | "Protocol" | "Codec" | "Compression" | "Cookies" | "Theme",
    option: string,
  ): Promise<void> {
    if (group === "Compression" || group === "Cookies") {
      await this.openOptions();
    }
    await this.page.getByRole("group", { name: group }).getByText(option, { exact: true }).click();
  }

  async write(request: unknown): Promise<void> {
    // Uses the editor's own commands: the editor notices a selection made only in the page with a delay, and on a busy
    // machine the text would arrive first and be appended.
    await this.editor.press("ControlOrMeta+a");
    await this.editor.press("Delete");
    await this.page.keyboard.insertText(typeof request === "string" ? request : JSON.stringify(request));
  }

  /** Picks a method, writes a request and sends it. */
  async call(method: MethodName | (string & {}), request: unknown): Promise<void> {
    await this.pick(method);
    await this.write(request);
    await this.sendButton.click();
  }

  async openTab(
    name: "Response" | "Messages" | "Headers" | "Trailers" | "HTTP" | "Wire" | "Timing" | "Error",
  ): Promise<Locator> {
    await this.answer.getByRole("tab", { name }).click();
    return this.answer.getByRole("tabpanel", { name });
  }

  /** Expects a call to the page's own server to succeed, whatever has happened before. */
  async expectToWork(): Promise<void> {
    await this.baseUrl.fill("");
    await this.openOptions();
    await this.timeout.fill("");
    await this.call("Say", { sentence: "still there?" });
    await expect(this.status).toHaveText("OK");
    await expect(this.answer.getByRole("tabpanel")).toContainText("You said: still there?");
  }
}

interface Fixtures {
  playground: PlaygroundPage;
  /** Starts a server with this listener, which is stopped after the test. */
  serve: (listener: RequestListener) => Promise<TestServer>;
}

/** A test that starts with the open page and ends with a check of the console. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see a pattern
  serve: async ({}, use) => {
    const servers: TestServer[] = [];
    await use(async (listener) => {
      const server = await startTestServer(listener);
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map((server) => server.stop()));
  },
  playground: async ({ page }, use) => {
    const playground = new PlaygroundPage(page);
    await playground.open();
    await use(playground);
    expect(playground.complaints).toEqual([]);
  },
});

export { expect };
