/** Reads the page from the URL: "#/examples" and "#/examples/ticker" are the examples, all else the playground. */
import { useSyncExternalStore } from "react";

export type PageName = "playground" | "examples";

export interface Route {
  readonly page: PageName;
  /** The example named in the URL. */
  readonly exampleId: string | undefined;
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(watchHash, () => location.hash);
  const [, page, exampleId] = hash.split("/");
  return page === "examples" ? { page, exampleId } : { page: "playground", exampleId: undefined };
}

function watchHash(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}
