/** Inserts a completion: a whole token, the shape of its value, and the commas around it. */
import { type Completion, pickedCompletion, startCompletion } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { initialJson } from "./form-input.ts";
import type { Slot } from "./slot.ts";
import { tokenAt } from "./token-at.ts";

/** The text on both sides of the cursor. */
export interface Shape {
  readonly before: string;
  readonly after: string;
  /** What can stand at the cursor is shown at once. */
  readonly offersValues?: boolean;
}

/** Replaces the token at the cursor by a name and, if it has none yet, the shape of its value. */
export function insertName(view: EditorView, completion: Completion, name: string, shape: Shape): void {
  const rest = textAround(view).rest;
  const hasValue = /^\s*:/.test(rest);
  const before = hasValue ? JSON.stringify(name) : `${JSON.stringify(name)}: ${shape.before}`;
  replaceToken(view, completion, hasValue ? { before, after: "" } : { ...shape, before });
}

/** Replaces the token at the cursor. */
export function replaceToken(view: EditorView, completion: Completion, { before, after, offersValues }: Shape): void {
  const { token, rest, missingComma } = textAround(view);
  const needsComma = /^\s*["{[\w-]/.test(rest);
  const insert = `${before}${after}${needsComma ? "," : ""}`;
  const shift = missingComma === undefined ? 0 : 1;
  view.dispatch({
    changes: [
      ...(missingComma === undefined ? [] : [{ from: missingComma, insert: "," }]),
      { from: token.from, to: token.to, insert },
    ],
    selection: { anchor: token.from + shift + before.length },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
    scrollIntoView: true,
  });
  if (offersValues) {
    startCompletion(view);
  }
}

export function shapeOf(slot: Slot): Shape {
  switch (slot.kind) {
    case "any":
      return { before: '{ "@type": "', after: '" }', offersValues: true };
    case "enum":
    case "timestamp":
    case "duration":
    case "fieldMask":
      return { before: '"', after: '"', offersValues: true };
    case "value":
      return { before: "", after: "" };
    default: {
      const json = initialJson(slot);
      const isNumberOrWord = /^\w/.test(json);
      return isNumberOrWord
        ? { before: "", after: "", offersValues: json === "false" }
        : { before: json.charAt(0), after: json.at(-1) ?? "" };
    }
  }
}

function textAround(view: EditorView) {
  const text = view.state.doc.toString();
  const token = tokenAt(text, view.state.selection.main.head);
  const lead = text.slice(0, token.from).trimEnd();
  // A comma is missing if a value ends here.
  const missingComma = /["}\]\w]$/.test(lead) ? lead.length : undefined;
  return { token, rest: text.slice(token.to), missingComma };
}
