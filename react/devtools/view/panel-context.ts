/** The state that all parts of the panel share. */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { CallLog, LogState } from "../model/call-log.ts";
import type { DescriptorFile } from "../model/descriptor-file.ts";
import type { Descriptors } from "../model/descriptors.ts";
import type { OpenedCalls } from "../model/opened-calls.ts";

export interface PanelContextValue {
  readonly log: CallLog;
  readonly opened: OpenedCalls;
  readonly descriptors: Descriptors;
  /** Shows a call; undefined closes the one that is shown. */
  readonly select: (key: string | undefined) => void;
  /** Shows only the calls that match. */
  readonly filter: (text: string) => void;
  /** Reports what was done, in the status bar and to screen readers. */
  readonly say: (sentence: string) => void;
}

export const PanelContext = createContext<PanelContextValue | undefined>(undefined);

export function usePanel(): PanelContextValue {
  const value = useContext(PanelContext);
  if (!value) {
    throw new Error("Used outside the panel.");
  }
  return value;
}

export function useLogState(log: CallLog): LogState {
  return useSyncExternalStore(log.subscribe, () => log.state);
}

export function useDescriptorFiles(): readonly DescriptorFile[] {
  const { descriptors } = usePanel();
  return useSyncExternalStore(descriptors.subscribe, () => descriptors.files);
}
