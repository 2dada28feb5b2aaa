/** The environments, which survive a reload; secret values only as long as the tab. */
import { useMemo } from "react";
import {
  type Environments,
  joinSecrets,
  noEnvironments,
  parseEnvironments,
  splitSecrets,
} from "../model/environments.ts";
import { mergeById } from "../model/merge-by-id.ts";
import { useSharedState } from "./use-shared-state.ts";
import { useStoredState } from "./use-stored-state.ts";

export function useEnvironments(): [Environments, (changed: Environments) => void] {
  const [secrets, setSecrets] = useStoredState<Record<string, string>>({
    storage: "session",
    key: "secrets",
    initial: {},
    parse: parseSecrets,
  });
  // Each tab uses an environment of its own; a new one starts with that of the last change.
  const [usedId, setUsedId] = useStoredState<{ id: string | undefined } | undefined>({
    storage: "session",
    key: "environment",
    initial: undefined,
    parse: parseUsed,
  });
  const [open, changeOpen] = useSharedState<Environments>({
    key: "environments",
    initial: noEnvironments,
    parse: parseEnvironments,
    takeOver: (own, stored) => ({ all: stored.all, usedId: own.usedId }),
  });
  const environments = useMemo(
    () => joinSecrets({ all: open.all, usedId: usedId ? usedId.id : open.usedId }, secrets),
    [open, usedId, secrets],
  );
  const change = (changed: Environments) => {
    changeOpen((stored) => {
      const { all } = joinSecrets(stored, secrets);
      const merged = mergeById(environments.all, changed.all, all);
      return splitSecrets({ all: merged, usedId: changed.usedId }).open;
    });
    setSecrets(splitSecrets(changed).secrets);
    setUsedId({ id: changed.usedId });
  };
  return [environments, change];
}

function parseSecrets(stored: unknown): Record<string, string> | undefined {
  return typeof stored === "object" && stored !== null
    ? Object.fromEntries(Object.entries(stored).filter(([, value]) => typeof value === "string"))
    : undefined;
}

function parseUsed(stored: unknown): { id: string | undefined } | undefined {
  const { id } = (stored ?? {}) as { id?: unknown };
  return typeof stored === "object" && stored !== null ? { id: typeof id === "string" ? id : undefined } : undefined;
}
