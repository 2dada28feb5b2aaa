/** The environments, which survive a reload; secret values only as long as the tab. */
import { useMemo } from "react";
import {
  type Environments,
  joinSecrets,
  noEnvironments,
  parseEnvironments,
  splitSecrets,
} from "../model/environments.ts";
import { useStoredState } from "./use-stored-state.ts";

export function useEnvironments(): [Environments, (changed: Environments) => void] {
  const [open, setOpen] = useStoredState<Environments>({
    storage: "local",
    key: "environments",
    initial: noEnvironments,
    parse: parseEnvironments,
  });
  const [secrets, setSecrets] = useStoredState<Record<string, string>>({
    storage: "session",
    key: "secrets",
    initial: {},
    parse: parseSecrets,
  });
  const change = (changed: Environments) => {
    const split = splitSecrets(changed);
    setOpen(split.open);
    setSecrets(split.secrets);
  };
  return [useMemo(() => joinSecrets(open, secrets), [open, secrets]), change];
}

function parseSecrets(stored: unknown): Record<string, string> | undefined {
  return typeof stored === "object" && stored !== null
    ? Object.fromEntries(Object.entries(stored).filter(([, value]) => typeof value === "string"))
    : undefined;
}
