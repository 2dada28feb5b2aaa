/** Completion for the JSON of a message: names of fields, values of enums, types of an Any, and so on. */

import type { Registry } from "@bufbuild/protobuf";
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { placeAt } from "./at-path.ts";
import { nameCompletions } from "./name-completions.ts";
import type { Slot } from "./slot.ts";
import { type Token, tokenAt, treeWithWhole } from "./token-at.ts";
import { valueCompletions } from "./value-completions.ts";

/** Beyond this, parsing the text at every key would be felt. */
export const longestExplored = 1_000_000;

export function completeJson(slot: Slot, registry: Registry): CompletionSource {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    if (state.doc.length > longestExplored) {
      return null;
    }
    const text = state.doc.toString();
    const token = tokenAt(text, pos);
    // A list that opens by itself in an empty place would turn Enter from a line break into a choice.
    const isWanted = explicit || token.isString || token.typed !== "";
    if (!isWanted || /^-?\d/.test(token.typed) || !canStart(text, token)) {
      return null;
    }
    const place = placeAt(treeWithWhole(text, token), token.from + 1, slot, registry);
    const options: readonly Completion[] =
      place.part === "name" ? nameCompletions(place, registry) : valueCompletions(place, token, registry);
    if (options.length === 0) {
      return null;
    }
    const typed = place.slot?.kind === "fieldMask" ? token.typed.slice(token.typed.lastIndexOf(",") + 1) : token.typed;
    return {
      from: pos - typed.length,
      options: options.map((option, index) => ({ sortText: String(index).padStart(5, "0"), ...option })),
      validFor: /^[\w$@./:-]*$/,
    };
  };
}

/** A name or a value follows a bracket, a comma or a colon; or, if the comma was forgotten, a line break. */
function canStart(text: string, { from, isString }: Token): boolean {
  const before = text.slice(Math.max(0, from - 1000), from);
  const gap = /\s*$/.exec(before)?.[0] ?? "";
  const last = before.at(-1 - gap.length);
  return last === undefined || "{[,:".includes(last) || isString || gap.includes("\n");
}
