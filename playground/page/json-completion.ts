/** Completion in the editor: the list opens while a name or a value is typed, and at Ctrl+Space. */

import type { Registry } from "@bufbuild/protobuf";
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionStatus,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import { completeJson } from "../model/complete-json.ts";
import { completeVariable } from "../model/complete-variable.ts";
import type { Values } from "../model/fill-in.ts";
import type { Slot } from "../model/slot.ts";

export function jsonCompletion(slot: Slot, registry: Registry, valuesNow: () => Values): Extension {
  return [
    autocompletion({
      override: [completeVariable(valuesNow), completeJson(slot, registry)],
      icons: false,
      optionClass: ({ type }) => (type ? `completion-${type}` : ""),
    }),
    closeBrackets(),
    keymap.of([...closeBracketsKeymap, { key: "Tab", run: acceptOrStay }]),
  ];
}

/** Tab leaves the editor unless the list is open; also if the list has just opened, and takes no key for a moment. */
function acceptOrStay(view: EditorView): boolean {
  return acceptCompletion(view) || completionStatus(view.state) === "active";
}
