/** The program of all pages and workers in these tests, which runs cases on request. */
import { type CaseRun, runCase } from "../calls/run-case.ts";
import type { Realm } from "../calls/world.ts";
import { type FetchName, fetchNamed, iframeRealm } from "./fetches.ts";

export interface Strangers {
  run(it: CaseRun, fetch: FetchName): Promise<string | undefined>;
}

declare global {
  var strangers: Strangers;
  /** The realm outside a `vm` context, set by Node. */
  var realmAround: Realm | undefined;
}

globalThis.strangers = {
  run: (it, fetch) =>
    runCase(it, {
      fetch: fetchNamed(fetch),
      realm: it.list === "otherRealm" ? (globalThis.realmAround ?? iframeRealm()) : undefined,
    }),
};
