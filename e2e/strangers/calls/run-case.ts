/** Runs a case by its name, for programs that can pass only names, not functions. */
import { inputs } from "../inputs/index.ts";
import type { Case } from "./case.ts";
import { traceOf } from "./check.ts";
import { everyCall } from "./every-call.ts";
import { otherRealm } from "./other-realm.ts";
import { throughTheCache } from "./through-the-cache.ts";
import { type Setting, type Surroundings, World } from "./world.ts";

/** All cases, by the name of their list. */
const caseLists = { everyCall, throughTheCache, otherRealm, ...inputs } satisfies Record<string, Case[]>;

export type CaseList = keyof typeof caseLists;

/** A case to run, and its setting. */
export interface CaseRun {
  list: CaseList;
  name: string;
  setting: Setting;
}

/** Returns the names of the cases that can run in this setting. */
export function casesOf(list: CaseList, { scripted, allowsHeaders = true }: Setting): string[] {
  const cases: Case[] = caseLists[list];
  return cases
    .filter((it) => (scripted !== undefined || !it.needsScripts) && (allowsHeaders || !it.sendsHeaders))
    .map(({ name }) => name);
}

/** Returns what went wrong, as text; undefined if the case passed. */
export async function runCase({ list, name, setting }: CaseRun, around?: Surroundings): Promise<string | undefined> {
  const cases: Case[] = caseLists[list];
  const found = cases.find((it) => it.name === name);
  if (!found) {
    return `there is no case named ${name}`;
  }
  try {
    await found.run(new World(setting, around));
  } catch (error) {
    return `${error}${traceOf(error)}`;
  }
  return undefined;
}
