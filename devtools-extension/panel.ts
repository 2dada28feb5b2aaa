/** The panel in DevTools: the one of `farcall/react/devtools`, with a link to the inspected page and DevTools' own theme. */
import { mountDevtools } from "farcall/react/devtools";
import { evalLink } from "./eval-link.ts";

const { panels } = chrome.devtools;

function optionsOf(themeName: string): { theme: "light" | "dark" } {
  return { theme: themeName === "dark" ? "dark" : "light" };
}

const root = document.getElementById("panel");
if (root) {
  const panel = mountDevtools(root, evalLink(), optionsOf(panels.themeName));
  const onTheme = (themeName: string) => panel.update(optionsOf(themeName));
  panels.setThemeChangeHandler?.(onTheme);
  panels.onThemeChanged?.addListener(onTheme);
}
