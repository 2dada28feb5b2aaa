/** The name of a notebook that belongs to this tab only, and survives a reload. */
import { useStoredState } from "../page/use-stored-state.ts";

// Not randomUUID(), which is missing on pages served without TLS from other hosts than localhost.
const freshName = `notebook-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;

export function useNotebook(): string {
  const [name] = useStoredState<string>({
    storage: "session",
    key: "notebook",
    initial: freshName,
    parse: (stored) => (typeof stored === "string" ? stored : undefined),
  });
  return name;
}
