/** The panel as its tests see it: by roles and names, wherever it is mounted. */
import { expect, type Frame, type Locator, type Page } from "@playwright/test";

export class PanelPage {
  readonly root: Frame | Page | Locator;
  /** The calls that are in sight, without the head of the list. */
  readonly rows: Locator;

  constructor(root: Frame | Page | Locator) {
    this.root = root;
    this.rows = root
      .getByRole("grid", { name: "Calls" })
      .getByRole("row")
      .filter({ has: root.getByRole("gridcell") });
  }

  row(method: string): Locator {
    return this.rows.filter({ hasText: method });
  }

  /** A cell of a row, by its column. */
  cell(row: Locator, column: "method" | "status" | "messages" | "size" | "time"): Locator {
    return row.locator(`.cell-${column}`);
  }

  async clear(): Promise<void> {
    await this.root.getByRole("button", { name: /^Clear/ }).click();
    await expect(this.rows).toHaveCount(0);
  }
}
