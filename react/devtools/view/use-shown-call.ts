/** Returns the call that is shown in the details, updated as it changes. */
import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Call } from "../model/call.ts";
import type { OpenedCall, OpenedState } from "../model/opened-call.ts";
import { useDescriptorFiles, usePanel } from "./panel-context.ts";

export interface ShownCall {
  readonly call: Call;
  readonly opened: OpenedCall;
  readonly state: OpenedState;
}

export function useShownCall(call: Call, isRedacted: boolean): ShownCall {
  const { opened: calls } = usePanel();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key names it; its row changes all the time
  const opened = useMemo(() => calls.open(call), [calls, call.key]);
  const state = useSyncExternalStore(opened.subscribe, () => opened.state);
  const files = useDescriptorFiles();
  // biome-ignore lint/correctness/useExhaustiveDependencies: with other descriptors alone
  useEffect(() => opened.describe(call.row), [opened, files]);
  useEffect(() => {
    if (call.isKept) {
      void opened.refresh(call.row, isRedacted);
    }
  }, [opened, call, isRedacted]);
  return { call, opened, state };
}
