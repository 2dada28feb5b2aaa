/** A user without a mouse: after every key, the focus has to be somewhere, and visible. */
import { expect, type Locator, type Page } from "@playwright/test";

export class KeyboardUser {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Presses keys one after another. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.expectVisibleFocus(key);
    }
  }

  /** Types over what is in the control. */
  async write(text: string): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.type(text);
    await this.expectVisibleFocus(text);
  }

  /** Presses Tab, or Shift+Tab, until the control has the focus. */
  async tabTo(control: Locator, direction: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    const wanted = await control.elementHandle();
    for (let presses = 0; presses < 90; presses++) {
      await this.page.keyboard.press(direction);
      if (await wanted?.evaluate((element) => element.contains(document.activeElement))) {
        await this.expectVisibleFocus(direction);
        return;
      }
    }
    throw new Error(`${direction} does not lead to ${control}`);
  }

  async expectVisibleFocus(after: string): Promise<void> {
    // The focus may follow a key with the next render.
    await expect.poll(() => this.page.evaluate(focusFault), { message: `after ${after}` }).toBe("");
  }

  /** Presses Tab until the focus has left the page. @returns the names of all stops */
  async tabThrough(): Promise<string[]> {
    const stops: string[] = [];
    await this.page.keyboard.press("Tab");
    for (;;) {
      const stop = await this.page.evaluate(() => {
        const { activeElement } = document;
        return activeElement === document.body
          ? undefined
          : (activeElement?.getAttribute("aria-label") ?? activeElement?.textContent ?? "");
      });
      if (stop === undefined && stops.length > 0) {
        return stops;
      }
      if (stop !== undefined) {
        await this.expectVisibleFocus(`Tab to ${stop}`);
        stops.push(stop);
      }
      expect(stops.length, `no end after ${stops.slice(-5)}`).toBeLessThan(150);
      await this.page.keyboard.press("Tab");
    }
  }
}

/** Runs in the page. @returns what is wrong with the focus, or "" */
function focusFault(): string {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) {
    element = element.shadowRoot.activeElement;
  }
  if (!element || element === document.body) {
    return "nothing has the focus";
  }
  const name = `${element.tagName} ${element.className} ${element.getAttribute("aria-label") ?? element.textContent?.slice(0, 40)}`;
  const root = element.getRootNode() as Document | ShadowRoot;
  const active = root.getElementById(element.getAttribute("aria-activedescendant") ?? "");
  const shown = [element, element.closest("label"), element.closest(".editor-frame"), active].some((box) => {
    if (!box) {
      return false;
    }
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(box);
    const isFramed = box.matches(".editor-frame") && boxShadow !== "none";
    return isFramed || (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0);
  });
  if (!shown) {
    return `the focus cannot be seen: ${name}`;
  }
  const { top, bottom, left, right } = (element.closest("label") ?? element).getBoundingClientRect();
  const isInWindow = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  return isInWindow ? "" : `the focus is out of sight: ${name}`;
}
