/**
 * Fills in variables: "{{token}}" becomes the value of `token` in the environment that is in use. Braces that are doubled
 * stand for themselves: "{{{{token}}}}" becomes "{{token}}".
 */
import type { Environments, Variable } from "./environments.ts";

const reference = /(\{\{)?\{\{\s*([^{}\s]+)\s*\}\}(\}\})?/g;

/** The values that a form is filled in with, and what to call them when one is missing. */
export interface Values {
  /** Undefined without an environment. */
  readonly environmentName: string | undefined;
  readonly byName: ReadonlyMap<string, Variable>;
}

export const noValues: Values = { environmentName: undefined, byName: new Map() };

/** Variables without a name are ignored; of two with the same name, the last counts. */
export function valuesOf({ all, usedId }: Environments): Values {
  const used = all.find(({ id }) => id === usedId);
  const named = (used?.variables ?? []).map((variable) => [variable.name.trim(), variable] as const);
  return { environmentName: used?.name, byName: new Map(named.filter(([name]) => name !== "")) };
}

/** Returns the values that may be shown and copied. A reference to a secret is then left as it is. */
export function withoutSecrets({ environmentName, byName }: Values): Values {
  const open = [...byName].map(([name, variable]) => {
    return [name, variable.isSecret ? { ...variable, value: `{{${name}}}` } : variable] as const;
  });
  return { environmentName, byName: new Map(open) };
}

export interface Filled {
  readonly text: string;
  /** The names of the variables that the environment does not have, or not the value of, each once. Their references stay as they are. */
  readonly missing: readonly string[];
  /** The names of the variables that were filled in. */
  readonly used: readonly string[];
}

/** Fills in a text once: values are not searched for further variables. */
export function fillReferences(text: string, { byName }: Values): Filled {
  const missing = new Set<string>();
  const used = new Set<string>();
  const filled = text.replaceAll(reference, (whole, open: string = "", name: string, close: string = "") => {
    if (open && close) {
      return whole.slice(open.length, -close.length);
    }
    const value = givenValue(byName.get(name));
    (value === undefined ? missing : used).add(name);
    return value === undefined ? whole : open + value + close;
  });
  return { text: filled, missing: [...missing], used: [...used] };
}

export function fillIn(text: string, values: Values): { text: string } | { problem: string } {
  const filled = fillReferences(text, values);
  return filled.missing.length === 0 ? { text: filled.text } : { problem: missingProblem(filled.missing, values) };
}

/** A secret is empty in a new tab, and must be entered there. */
function givenValue(variable: Variable | undefined): string | undefined {
  return variable?.isSecret && variable.value === "" ? undefined : variable?.value;
}

/** A sentence about variables that have no value, and what to do about them. */
export function missingProblem(names: readonly string[], { environmentName, byName }: Values): string {
  const [forgotten] = names.filter((name) => byName.has(name));
  if (forgotten !== undefined) {
    return `{{${forgotten}}}: this tab does not have the value of this secret. Enter it: see "Edit variables".`;
  }
  const listed = new Intl.ListFormat("en").format(names.map((name) => `{{${name}}}`));
  const [reason, remedy] =
    environmentName === undefined
      ? ["no environment is selected", "Select or create one that has this variable"]
      : [`the environment ${JSON.stringify(environmentName)} has no such variable`, "Add it, or select another one"];
  return `${listed}: ${reason}. ${remedy}; for the braces themselves, double them: {{{{${names[0]}}}}}.`;
}

/** The part of a text that names a variable, from its first to its last brace. */
export interface Reference {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

export function referencesIn(text: string): readonly Reference[] {
  return [...text.matchAll(reference)].flatMap(({ 0: whole, 1: open = "", 2: name = "", 3: close = "", index }) =>
    open && close ? [] : [{ from: index + open.length, to: index + whole.length - close.length, name }],
  );
}

/** What a variable may be shown as: the value of a secret is not. */
export function shownValue({ value, isSecret }: Variable): string {
  return isSecret && value === "" ? "a secret without a value" : isSecret ? "••••••" : value;
}
