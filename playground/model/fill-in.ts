/** Fills in variables: "{{token}}" becomes the value of `token` in the environment that is in use. */
import type { Environments, Variable } from "./environments.ts";

const reference = /\{\{\s*([^{}\s]+)\s*\}\}/g;

/** The values that a form is filled in with, and what to call them when one is missing. */
export interface Values {
  /** Undefined without an environment. */
  readonly environmentName: string | undefined;
  readonly byName: ReadonlyMap<string, Variable>;
}

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

/** Fills in a text once: values are not searched for further variables. */
export function fillIn(text: string, { environmentName, byName }: Values): { text: string } | { problem: string } {
  const missing = new Set<string>();
  const filled = text.replaceAll(reference, (whole, name: string) => {
    const value = byName.get(name)?.value;
    if (value === undefined) {
      missing.add(name);
    }
    return value ?? whole;
  });
  if (missing.size === 0) {
    return { text: filled };
  }
  const names = new Intl.ListFormat("en").format([...missing].map((name) => `{{${name}}}`));
  return {
    problem:
      environmentName === undefined
        ? `${names}: no environment is selected. Select or create one that has this variable.`
        : `${names}: the environment ${JSON.stringify(environmentName)} has no such variable. Add it, or select another one.`,
  };
}
