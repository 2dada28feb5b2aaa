/** The variable at a position of the editor, and its value. */
import type { Text } from "@codemirror/state";
import { type Reference, referencesIn, shownValue, type Values } from "./fill-in.ts";

export interface VariableAt extends Reference {
  /** "staging: 42" */
  readonly value: string | undefined;
}

export function variableAt(doc: Text, position: number, { byName }: Values): VariableAt | undefined {
  const { text, from } = doc.lineAt(position);
  const column = position - from;
  const found = referencesIn(text).find((one) => one.from <= column && column <= one.to);
  const variable = found && byName.get(found.name);
  return (
    found && {
      ...found,
      from: from + found.from,
      to: from + found.to,
      value: variable && shownValue(variable),
    }
  );
}
