/** The current call of the page: the last one sent. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { CallRun, type CallSnapshot } from "../model/call-run.ts";
import type { PreparedCall } from "../model/prepare-call.ts";

export interface CurrentCall {
  readonly run: CallRun;
  readonly snapshot: CallSnapshot;
}

export interface CallControl {
  readonly current: CurrentCall | undefined;
  readonly isRunning: boolean;
  readonly send: (call: PreparedCall) => void;
  readonly cancel: () => void;
}

/** @param isKept the call goes on while the page is hidden; otherwise, it ends when the user leaves */
export function useCall(isKept: boolean): CallControl {
  const [run, setRun] = useState<CallRun>();
  useEffect(() => (isKept ? undefined : () => run?.cancel()), [run, isKept]);
  const snapshot = useSyncExternalStore(run?.subscribe ?? subscribeToNothing, () => run?.snapshot);
  return {
    current: run && snapshot && { run, snapshot },
    isRunning: snapshot?.isRunning ?? false,
    send(call) {
      run?.cancel();
      setRun(new CallRun(call));
    },
    cancel() {
      run?.cancel();
    },
  };
}

function subscribeToNothing(): () => void {
  return () => {};
}
