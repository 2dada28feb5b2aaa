/** A page object for the panel, wherever it is mounted, which finds elements by role and name. */
import { expect, type Frame, type Locator, type Page } from "@playwright/test";

export type TabName = "Messages" | "Error" | "End" | "Headers" | "Timing" | "Resend" | "Override";

export class PanelPage {
  readonly root: Frame | Page | Locator;
  /** The visible calls, without the header of the list. */
  readonly rows: Locator;
  /** The details of the selected call. */
  readonly details: Locator;
  readonly filter: Locator;
  /** The messages of the selected call, in both directions. */
  readonly frames: Locator;
  /** The description of the last action. */
  readonly said: Locator;

  constructor(root: Frame | Page | Locator) {
    this.root = root;
    this.rows = root.getByRole("grid", { name: "Calls" }).locator("[role=row][aria-selected]");
    this.details = root.getByRole("region", { name: "Details" });
    this.filter = root.getByRole("combobox", { name: /filter/i });
    this.frames = this.details.getByRole("listbox", { name: "Messages" }).getByRole("option");
    this.said = root.getByRole("contentinfo").getByRole("status");
  }

  /** The rows of a method, of which there may be several. */
  row(method: string): Locator {
    // The contents of a row are located relative to the row, in its frame.
    const frame = "filter" in this.root ? this.root.page() : this.root;
    return this.rows.filter({ has: frame.getByText(method, { exact: true }) });
  }

  cell(row: Locator, column: "method" | "status" | "messages" | "size" | "time"): Locator {
    return row.locator(`.cell-${column}`);
  }

  /** Expects the word of a row's status, next to which a stream may show its counts. */
  async expectStatus(row: Locator, word: string): Promise<void> {
    await expect(this.cell(row, "status")).toHaveText(new RegExp(`^${word}(?![a-z_])`));
  }

  async open(row: Locator, tab?: TabName): Promise<Locator> {
    await row.click();
    if (tab) {
      await this.details.getByRole("tab", { name: tab, exact: true }).click();
    }
    return this.details;
  }

  /** Copies the selected call in this format. @returns the contents of the clipboard */
  async copyAs(form: string): Promise<string> {
    await this.details.getByRole("button", { name: "Copy as" }).click();
    await this.details.getByRole("menuitem", { name: form, exact: true }).click();
    await expect(this.said).toContainText(`Copied as ${form}.`);
    return this.#paste();
  }

  /** Pastes as a user does, because a page without the focus may not read the clipboard. */
  async #paste(): Promise<string> {
    const area = this.details.locator("textarea.pasted");
    await this.details.evaluate((details) => {
      const element = document.createElement("textarea");
      element.className = "pasted";
      details.append(element);
    });
    await area.press("ControlOrMeta+v");
    const text = await area.inputValue();
    await area.evaluate((element) => element.remove());
    return text;
  }

  async chooseMore(item: string): Promise<void> {
    await this.root.getByRole("button", { name: "More" }).click();
    await this.root.getByRole("menuitem", { name: item }).click();
  }

  async clear(): Promise<void> {
    await this.filter.fill("");
    await this.root.getByRole("button", { name: "Clear", exact: true }).click();
    await expect(this.rows).toHaveCount(0);
  }
}
