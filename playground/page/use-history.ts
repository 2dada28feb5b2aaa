/** Keeps the calls that are sent in the page's history. */
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { FormContents } from "../model/call-form.ts";
import { findRecord } from "../model/call-record.ts";
import type { HistoryState } from "../model/history/history.ts";
import { historyEnd, historyEntry } from "../model/history/history-entry.ts";
import { pageHistory } from "../model/history/page-history.ts";
import type { CurrentCall } from "./use-call.ts";

export interface HistoryControl {
  readonly state: HistoryState;
  /** To be called when the form is sent. */
  readonly noteSent: (form: FormContents) => void;
}

export function useHistory(current: CurrentCall | undefined): HistoryControl {
  const state = useSyncExternalStore(pageHistory.subscribe, () => pageHistory.state);
  /** The entry of the call that has been sent and whose end is not in the history yet. */
  const openId = useRef<string>(undefined);
  useEffect(() => {
    const id = openId.current;
    if (!current || current.snapshot.isRunning || id === undefined) {
      return;
    }
    openId.current = undefined;
    const { run, snapshot } = current;
    pageHistory.change(id, { end: historyEnd(snapshot, undefined) });
    void findRecord(run).then((record) => {
      const attempt = record?.row.attempts.at(-1);
      if (attempt) {
        pageHistory.change(id, { end: historyEnd(snapshot, attempt) });
      }
    });
  }, [current]);
  return {
    state,
    noteSent(form) {
      const entry = historyEntry(form, Date.now());
      openId.current = entry.id;
      pageHistory.put(entry);
    },
  };
}
