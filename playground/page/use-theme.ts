/** The theme: light, dark, or that of the system. */
import { useLayoutEffect } from "react";
import { useStoredState } from "./use-stored-state.ts";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useStoredState<Theme>({
    storage: "local",
    key: "theme",
    initial: "auto",
    parse: (stored) => themes.find((known) => known === stored),
  });
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return [theme, setTheme];
}
