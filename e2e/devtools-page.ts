/** The page of scenes, built, served and opened once per worker; each test shows its own scene. */
import { fileURLToPath } from "node:url";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { compileProtobuf } from "farcall/vite";
import { build, preview } from "vite";
import { consoleComplaints } from "./console-complaints.ts";
import type { Stage } from "./devtools/main.tsx";

declare const stage: Stage;

/** The size of the page at the start of each scene and each test, whatever the one before has left. */
const pageSize = { width: 900, height: 640 };

type SceneName = Parameters<Stage["show"]>[0];

/** A page object for the panel, which finds elements by role and name. */
export class PanelPage {
  readonly page: Page;
  readonly grid: Locator;
  readonly details: Locator;
  readonly filter: Locator;
  readonly said: Locator;
  readonly complaints: readonly string[];

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole("grid", { name: "Calls" });
    this.details = page.getByRole("region", { name: "Details" });
    this.filter = page.getByRole("combobox", { name: "Filter" });
    this.said = page.locator(".said");
    this.complaints = consoleComplaints(page);
  }

  async show(scene: SceneName, theme?: "light" | "dark", size = pageSize): Promise<void> {
    await this.page.setViewportSize(size);
    await this.page.evaluate(([name, colours]) => stage.show(name, colours), [scene, theme] as const);
  }

  /** Opens the drawer in an application, with the messages of a stream. */
  async showStreamInDrawer(size = pageSize): Promise<void> {
    await this.page.setViewportSize(size);
    await this.page.evaluate(() => {
      localStorage.clear();
      return stage.drawer("picture", "light");
    });
    await this.page.getByRole("button", { name: "Open Farcall devtools" }).click();
    await this.open(this.rows("↓240"));
    await this.tab("Messages");
    await expect(this.details.getByRole("option").last()).toContainText("index: 239");
  }

  /** Rows of calls, without the header. */
  rows(text?: string | RegExp): Locator {
    return this.grid.locator(".call-row").filter(text === undefined ? {} : { hasText: text });
  }

  async open(row: Locator): Promise<void> {
    await row.first().click();
    await expect(this.details.getByRole("tablist")).toBeVisible();
  }

  async tab(name: string): Promise<Locator> {
    await this.details.getByRole("tab", { name, exact: true }).click();
    return this.details.getByRole("tabpanel", { name, exact: true });
  }

  async view(name: "Calls" | "Timeline" | "Methods"): Promise<void> {
    await this.page.getByRole("group", { name: "View" }).getByText(name, { exact: true }).click();
  }

  async menu(button: string, item: string): Promise<void> {
    await this.page.getByRole("button", { name: button, exact: true }).click();
    await this.page.getByRole("menu").getByText(item, { exact: true }).click();
  }

  /** Counts the elements below the shadow root, which are all that the panel has added to the page. */
  countElements(): Promise<number> {
    return this.page.evaluate(
      () => document.querySelector("#root > div")?.shadowRoot?.querySelectorAll("*").length ?? 0,
    );
  }
}

const configFile = fileURLToPath(new URL("./devtools/vite.config.ts", import.meta.url));

interface WorkerFixtures {
  panel: PanelPage;
}

export const test = base.extend<{ watched: undefined }, WorkerFixtures>({
  panel: [
    async ({ browser }, use, { parallelIndex }) => {
      const outDir = fileURLToPath(new URL(`../.results/devtools-page-${parallelIndex}`, import.meta.url));
      const plugins = process.env.FARCALL_COMPILED === "1" ? [compileProtobuf()] : [];
      await build({ configFile, logLevel: "error", plugins, build: { outDir } });
      const server = await preview({
        configFile,
        logLevel: "error",
        build: { outDir },
        preview: { port: 0, host: "127.0.0.1" },
      });
      const page = await browser.newPage();
      const panel = new PanelPage(page);
      await page.goto(server.resolvedUrls?.local[0] ?? "");
      await page.waitForFunction(() => "stage" in globalThis);
      await use(panel);
      await page.close();
      await server.close();
    },
    { scope: "worker" },
  ],
  watched: [
    async ({ panel }, use) => {
      const before = panel.complaints.length;
      await panel.page.setViewportSize(pageSize);
      await use(undefined);
      expect(panel.complaints.slice(before)).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
