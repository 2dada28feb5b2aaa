/** What was written last for each method. Each tab has its own drafts; a new one starts with those of all tabs. */
import { useContext } from "react";
import { StoragePrefix } from "./storage-prefix.ts";
import { readStored, useStoredState, writeStored } from "./use-stored-state.ts";

type Drafts = Readonly<Record<string, string>>;

export function useDrafts(): [Drafts, (methodId: string, text: string) => void] {
  const name = `${useContext(StoragePrefix)}.drafts`;
  const stored = () => parseDrafts(readStored("local", name)) ?? {};
  const [drafts, setDrafts] = useStoredState<Drafts>({
    storage: "session",
    key: "drafts",
    initial: stored,
    parse: parseDrafts,
  });
  const setDraft = (methodId: string, text: string) => {
    setDrafts((all) => ({ ...all, [methodId]: text }));
    // Not all of this tab's drafts: another tab may have newer ones of other methods.
    writeStored("local", name, { ...stored(), [methodId]: text });
  };
  return [drafts, setDraft];
}

function parseDrafts(stored: unknown): Drafts | undefined {
  if (typeof stored !== "object" || stored === null) {
    return undefined;
  }
  return Object.fromEntries(Object.entries(stored).filter(([, text]) => typeof text === "string"));
}
