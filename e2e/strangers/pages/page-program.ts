/** The program of all pages and workers of these tests: waits to be told which case to run. */
import { type CaseRun, runCase } from "../calls/run-case.ts";
import type { Realm } from "../calls/world.ts";
import { type FetchName, fetchNamed, iframeRealm } from "./fetches.ts";

export interface Strangers {
  run(it: CaseRun, fetch: FetchName): Promise<string | undefined>;
}

declare global {
  var strangers: Strangers;
  /** The realm around a `vm` context, which Node puts there. */
  var realmAround: Realm | undefined;
}

globalThis.strangers = {
  run: (it, fetch) =>
    runCase(it, {
      fetch: fetchNamed(fetch),
      realm: it.list === "otherRealm" ? (globalThis.realmAround ?? iframeRealm()) : undefined,
    }),
};
