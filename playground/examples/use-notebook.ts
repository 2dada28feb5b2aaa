/** The name of a notebook that belongs to this tab alone, and survives its reload. */
import { useStoredState } from "../page/use-stored-state.ts";

// Not randomUUID(): that is missing where the page is served without TLS to another machine.
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
