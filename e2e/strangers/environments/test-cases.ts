/** Creates a test for each case. */
import { it } from "vitest";
import { type CaseList, type CaseRun, casesOf } from "../calls/run-case.ts";
import type { Setting } from "../calls/world.ts";

/** @param run runs a case in its environment, and returns what went wrong */
export function testCases(list: CaseList, setting: Setting, run: (it: CaseRun) => Promise<string | undefined>): void {
  for (const name of casesOf(list, setting)) {
    it(name, async () => {
      const failure = await run({ list, name, setting });
      if (failure !== undefined) {
        throw Object.assign(new Error(failure), { stack: failure }); // the text contains the stack
      }
    });
  }
}
