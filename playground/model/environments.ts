/** Named sets of variables, such as those of a local and a staging server, of which one is in use. */

import { newId } from "../../react/devtools/model/new-id.ts";

export interface Variable {
  /** Identifies the variable while it is renamed. */
  readonly id: string;
  readonly name: string;
  readonly value: string;
  /** A secret value is forgotten with the tab. */
  readonly isSecret: boolean;
}

export interface Environment {
  readonly id: string;
  readonly name: string;
  readonly variables: readonly Variable[];
}

export interface Environments {
  readonly all: readonly Environment[];
  /** The id of the one in use; undefined for none. */
  readonly usedId: string | undefined;
}

export const noEnvironments: Environments = { all: [], usedId: undefined };

export function createVariable(name = "", value = ""): Variable {
  return { id: newId(), name, value, isSecret: false };
}

export function createEnvironment(name: string): Environment {
  return { id: newId(), name, variables: [createVariable()] };
}

/** Reads what storage has, which may be anything. */
export function parseEnvironments(stored: unknown): Environments | undefined {
  const { all, usedId } = (stored ?? {}) as { all?: unknown; usedId?: unknown };
  if (!Array.isArray(all)) {
    return undefined;
  }
  return { all: all.filter(isNamed).map(parseEnvironment), usedId: typeof usedId === "string" ? usedId : undefined };
}

function parseEnvironment({ id, name, variables }: Named & { variables?: unknown }): Environment {
  const list: unknown[] = Array.isArray(variables) ? variables : [];
  return {
    id,
    name,
    variables: list.filter(isNamed).map((variable: Named & { value?: unknown; isSecret?: unknown }) => ({
      id: variable.id,
      name: variable.name,
      value: typeof variable.value === "string" ? variable.value : "",
      isSecret: variable.isSecret === true,
    })),
  };
}

interface Named {
  readonly id: string;
  readonly name: string;
}

function isNamed(value: unknown): value is Named {
  const { id, name } = (value ?? {}) as Record<string, unknown>;
  return typeof id === "string" && typeof name === "string";
}

/** Returns the environments without the values of secrets, and those values by the ids of their variables. */
export function splitSecrets({ all, usedId }: Environments): { open: Environments; secrets: Record<string, string> } {
  const secret = all.flatMap(({ variables }) => variables.filter(({ isSecret }) => isSecret));
  return {
    open: { all: all.map((environment) => withValues(environment, () => "")), usedId },
    secrets: Object.fromEntries(secret.map(({ id, value }) => [id, value])),
  };
}

/** The inverse of `splitSecrets`. */
export function joinSecrets({ all, usedId }: Environments, secrets: Readonly<Record<string, string>>): Environments {
  return { all: all.map((environment) => withValues(environment, ({ id }) => secrets[id] ?? "")), usedId };
}

function withValues(environment: Environment, secretOf: (variable: Variable) => string): Environment {
  const variables = environment.variables.map((variable) =>
    variable.isSecret ? { ...variable, value: secretOf(variable) } : variable,
  );
  return { ...environment, variables };
}
