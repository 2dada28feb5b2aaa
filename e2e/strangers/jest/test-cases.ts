/** Creates a jest test for each case. */
import { test } from "@jest/globals";
import { type CaseList, casesOf, runCase } from "../calls/run-case.ts";
import type { Setting } from "../calls/world.ts";

export function testCases(list: CaseList, setting: Setting): void {
  for (const name of casesOf(list, setting)) {
    test(name, async () => {
      const failure = await runCase({ list, name, setting });
      if (failure !== undefined) {
        throw Object.assign(new Error(failure), { stack: failure });
      }
    });
  }
}
