/** Copies a text to the clipboard, also where the async clipboard API is blocked, as in DevTools panels. */

/** @returns what went wrong, if anything */
export async function copyText(from: Element, make: () => string | Promise<string>): Promise<string | undefined> {
  let text: string;
  try {
    text = await make();
  } catch (error) {
    return `Cannot copy: ${error instanceof Error ? error.message : String(error)}`;
  }
  // The panel may be in a separate window: only the focused window can use the clipboard.
  const { navigator } = from.ownerDocument.defaultView ?? globalThis;
  try {
    await navigator.clipboard.writeText(text);
    return undefined;
  } catch {
    return copyBySelection(from, text) ? undefined : "The browser did not allow copying.";
  }
}

function copyBySelection(from: Element, text: string): boolean {
  const document = from.ownerDocument;
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("aria-hidden", "true");
  area.style.cssText = "position: fixed; opacity: 0";
  // Next to the button, because a selection outside the shadow root would move the focus out of it.
  from.after(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
    (from as HTMLElement).focus();
  }
}
