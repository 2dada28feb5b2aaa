/** Style sheets of shadow roots: no style elements, because a content security policy may forbid those. */

type Sheets = Map<string, CSSStyleSheet>;

/** A sheet belongs to the window that has made it. */
const sheetsOf = new WeakMap<Document, Sheets>();

/** The same text is parsed once. */
function sheetOf(text: string, document: Document): CSSStyleSheet {
  const sheets: Sheets = sheetsOf.get(document) ?? new Map();
  sheetsOf.set(document, sheets);
  let sheet = sheets.get(text);
  if (!sheet) {
    sheet = new ((document.defaultView as typeof globalThis | null)?.CSSStyleSheet ?? CSSStyleSheet)();
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  return sheet;
}

/** Adds styles to a shadow root, also for parts that are loaded later. */
export function adoptStyles(root: Node | undefined, text: string): void {
  // Not by instanceof: the root may belong to another window.
  if (root && "adoptedStyleSheets" in root && root.ownerDocument) {
    const { adoptedStyleSheets: adopted } = root as ShadowRoot;
    const sheet = sheetOf(text, root.ownerDocument);
    if (!adopted.includes(sheet)) {
      (root as ShadowRoot).adoptedStyleSheets = [...adopted, sheet];
    }
  }
}
