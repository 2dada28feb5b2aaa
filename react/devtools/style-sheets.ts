/** Style sheets of shadow roots: no style elements, because a content security policy may forbid those. */

const sheets = new Map<string, CSSStyleSheet>();

/** The same text is parsed once. */
export function sheetOf(text: string): CSSStyleSheet {
  let sheet = sheets.get(text);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  return sheet;
}

/** Adds styles to those of a shadow root, for what is loaded later than it. */
export function adoptStyles(root: Node | undefined, text: string): void {
  const sheet = sheetOf(text);
  if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(sheet)) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
}
