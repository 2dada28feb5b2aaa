/**
 * The styles of the panel: as strings, because they go into a shadow root and should not depend on a bundler. Views and
 * forms bring their own.
 */
import { callStyles } from "./calls.ts";
import { controlStyles } from "./controls.ts";
import { detailStyles } from "./details.ts";
import { layoutStyles } from "./layout.ts";
import { menuStyles } from "./menus.ts";
import { messageStyles } from "./messages.ts";
import { tokenStyles } from "./tokens.ts";

/** In one text, so that it is parsed once. */
export const panelStyles: readonly string[] = [
  [tokenStyles, layoutStyles, controlStyles, menuStyles, callStyles, detailStyles, messageStyles].join("\n"),
];
