/** Completion of variables in strings, after "{{". */
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { pickedCompletion } from "@codemirror/autocomplete";
import { shownValue, type Values } from "./fill-in.ts";
import { tokenAt } from "./token-at.ts";

/** Shown of a value. */
const longestDetail = 40;

export function completeVariable(valuesNow: () => Values): CompletionSource {
  return ({ state, pos }: CompletionContext): CompletionResult | null => {
    const { text: line, from: lineFrom } = state.doc.lineAt(pos);
    const open = /\{\{\s*([^{}\s"]*)$/.exec(line.slice(0, pos - lineFrom));
    if (!open || !tokenAt(line, pos - lineFrom).isString) {
      return null;
    }
    const options = [...valuesNow().byName].map(([name, variable]): Completion => {
      const value = shownValue(variable);
      return {
        label: name,
        detail: value.length > longestDetail ? `${value.slice(0, longestDetail)} …` : value,
        type: "variable",
        apply: (view, completion, from, to) => {
          const rest = /^[^{}\s"]*\s*(\}\}?)?/.exec(view.state.doc.lineAt(to).text.slice(to - lineFrom));
          view.dispatch({
            changes: { from, to: to + (rest?.[0].length ?? 0), insert: `${name}}}` },
            selection: { anchor: from + name.length + 2 },
            annotations: pickedCompletion.of(completion),
            userEvent: "input.complete",
          });
        },
      };
    });
    return { from: pos - (open[1]?.length ?? 0), options, validFor: /^[^{}\s"]*$/ };
  };
}
