/** The look and behavior of the JSON editor: all CodeMirror extensions that do not depend on the request. */
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { minimalSetup } from "codemirror";

/** Colors come from the page's custom properties and change with its theme. */
const highlightStyle = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--code-name)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-literal)" },
  { tag: tags.punctuation, color: "var(--text-muted)" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-code)", fontSize: "13px", lineHeight: "20px" },
  ".cm-content": { padding: "12px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 16px 0 8px" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { color: "var(--text-muted)", backgroundColor: "transparent", border: "none", paddingLeft: "4px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--selection)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selection)" },
  ".cm-tooltip": {
    color: "var(--text)",
    backgroundColor: "var(--raised)",
    border: "1px solid var(--border-strong)",
    borderRadius: "6px",
    maxWidth: "min(480px, 90vw)",
  },
  ".cm-diagnostic": { padding: "6px 10px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-code)", fontSize: "13px", maxHeight: "15em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px", lineHeight: "20px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: "var(--text)",
    backgroundColor: "var(--selection)",
  },
  ".cm-completionDetail": { color: "var(--text-muted)", fontStyle: "normal", fontSize: "12px" },
  "li[aria-selected] > .cm-completionDetail": { color: "var(--text)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-tooltip.cm-completionInfo": { padding: "8px 12px", whiteSpace: "pre-line", font: "13px / 20px var(--font)" },
  // Without room beside the list, it would cover the list.
  ".cm-completionInfo-left-narrow, .cm-completionInfo-right-narrow": { display: "none" },
  ".completion-unavailable": { opacity: "0.6" },
  ".completion-deprecated .cm-completionLabel": { textDecoration: "line-through" },
  ".field-tooltip": { padding: "8px 12px", font: "13px / 20px var(--font)", maxHeight: "300px", overflowY: "auto" },
  ".field-tooltip-head": { fontFamily: "var(--font-code)" },
  ".field-tooltip-warning": { color: "var(--deadline)" },
  ".field-tooltip ul": { margin: "4px 0 0", paddingLeft: "16px" },
  ".cm-lintRange-hint": { textDecoration: "underline dotted var(--deadline)", backgroundImage: "none" },
});

/** Tab is not bound here: it moves the focus out of the editor, as with every other control. */
export const editorExtensions: Extension = [
  lineNumbers(),
  lintGutter(),
  minimalSetup,
  keymap.of(lintKeymap),
  json(),
  bracketMatching(),
  syntaxHighlighting(highlightStyle),
  EditorView.lineWrapping,
  theme,
];
