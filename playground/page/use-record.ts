/** The record of a call: read when its headers have arrived, and again at its end. */
import { useEffect, useState } from "react";
import { type CallRecord, findRecord } from "../model/call-record.ts";
import type { CurrentCall } from "./use-call.ts";

export function useRecord({ run, snapshot }: CurrentCall): CallRecord | undefined {
  const [found, setFound] = useState<{ runId: number; record: CallRecord | undefined }>();
  const hasHeaders = snapshot.headersMs !== undefined;
  useEffect(() => {
    let isWanted = true;
    if (hasHeaders || !snapshot.isRunning) {
      void findRecord(run).then((record) => isWanted && setFound({ runId: run.id, record }));
    }
    return () => {
      isWanted = false;
    };
  }, [run, hasHeaders, snapshot.isRunning]);
  return found?.runId === run.id ? found.record : undefined;
}
