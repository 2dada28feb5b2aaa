/**
 * Renders the panel of `farcall/react/devtools` in the theme of DevTools, connected to the inspected page, or to the
 * requests of a page without a recorder.
 */
import { mountDevtools, networkLink } from "farcall/react/devtools";
import { evalLink } from "./eval-link.ts";
import { networkSource } from "./network-source.ts";

const { panels } = chrome.devtools;

function optionsOf(themeName: string): { theme: "light" | "dark" } {
  return { theme: themeName === "dark" ? "dark" : "light" };
}

const root = document.getElementById("panel");
if (root) {
  const panel = mountDevtools(root, networkLink(evalLink(), networkSource), optionsOf(panels.themeName));
  const onTheme = (themeName: string) => panel.update(optionsOf(themeName));
  panels.setThemeChangeHandler?.(onTheme);
  panels.onThemeChanged?.addListener(onTheme);
}
