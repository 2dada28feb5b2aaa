/** The chosen theme, for components with their own styles; undefined if the system decides. */
import { useSyncExternalStore } from "react";

export function useShownTheme(): "light" | "dark" | undefined {
  const theme = useSyncExternalStore(watchTheme, () => document.documentElement.dataset.theme);
  return theme === "light" || theme === "dark" ? theme : undefined;
}

function watchTheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}
