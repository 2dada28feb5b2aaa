/** The styles of the panel: texts, because they go into a shadow root, and no bundler has to know of them. Those
 * of views and forms come with them. */
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
