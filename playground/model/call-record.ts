/** Finds what the devtools' recorder has of a call of this page: the HTTP status, the headers as sent, the sizes. */
import type { CallDetails, Row } from "farcall/devtools";
import { hookLink } from "farcall/react/devtools";
import type { CallRun } from "./call-run.ts";

export interface CallRecord {
  readonly row: Row;
  readonly details: CallDetails | undefined;
}

const link = hookLink();
const answerBytes = 1024 * 1024;

/** Returns whether a recorded call is this one: the page makes one at a time, so it is the first since it started. */
export function isRecordOf({ startedAt, method }: CallRun): (row: Row) => boolean {
  const { parent, name } = method.descriptor;
  return (row) =>
    row.service === parent.typeName && row.method === name && row.start >= startedAt && row.resentFrom === undefined;
}

/** @returns undefined if the call was not recorded, or is no longer kept */
export async function findRecord(run: CallRun): Promise<CallRecord | undefined> {
  // Loaded on demand: the page can show an answer without them.
  const [{ readDrained }, { readDetails }] = await Promise.all([
    import("../../react/devtools/model/read-drained.ts"),
    import("../../react/devtools/model/read-details.ts"),
  ]);
  const isOfRun = isRecordOf(run);
  let after = 0;
  for (let tries = 0; tries < 100; tries++) {
    const drained = readDrained(await link.ask("drain", [after, answerBytes]));
    if (!drained) {
      await new Promise((resolve) => setTimeout(resolve, 20)); // the recorder is still loading what answers
      continue;
    }
    const row = drained.calls.find(isOfRun);
    if (row) {
      return { row, details: readDetails(await link.ask("details", [row.id])) };
    }
    if (!drained.more) {
      return undefined;
    }
    after = drained.seq;
  }
  return undefined;
}
