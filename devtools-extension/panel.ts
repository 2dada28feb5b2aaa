/** Renders the panel of `farcall/react/devtools`, connected to the inspected page and in the theme of DevTools. */
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
