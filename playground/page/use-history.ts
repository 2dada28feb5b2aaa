/** Keeps the calls that are sent in the page's history. */
import { useContext, useEffect, useRef, useSyncExternalStore } from "react";
import type { FormContents } from "../model/call-form.ts";
import { findRecord } from "../model/call-record.ts";
import type { History, HistoryState } from "../model/history/history.ts";
import { historyEnd, historyEntry } from "../model/history/history-entry.ts";
import { historyOf } from "../model/history/history-of.ts";
import { StoragePrefix } from "./storage-prefix.ts";
import type { CurrentCall } from "./use-call.ts";

export interface HistoryControl {
  readonly history: History;
  readonly state: HistoryState;
  /** To be called when the form is sent. */
  readonly noteSent: (form: FormContents) => void;
}

export function useHistory(current: CurrentCall | undefined): HistoryControl {
  const history = historyOf(useContext(StoragePrefix));
  const state = useSyncExternalStore(
    history.subscribe,
    () => history.state,
    () => history.state,
  );
  /** The entry of the call that has been sent and whose end is not in the history yet. */
  const openId = useRef<string>(undefined);
  useEffect(() => {
    const id = openId.current;
    if (!current || current.snapshot.isRunning || id === undefined) {
      return;
    }
    openId.current = undefined;
    const { run, snapshot } = current;
    history.change(id, { end: historyEnd(snapshot, undefined) });
    void findRecord(run).then((record) => {
      const attempt = record?.row.attempts.at(-1);
      if (attempt) {
        history.change(id, { end: historyEnd(snapshot, attempt) });
      }
    });
  }, [history, current]);
  return {
    history,
    state,
    noteSent(form) {
      const entry = historyEntry(form, Date.now());
      openId.current = entry.id;
      history.put(entry);
    },
  };
}
