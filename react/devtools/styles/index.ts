/** The styles of the panel: as strings, because they go into a shadow root and should not depend on a bundler. */
import { callStyles } from "./calls.ts";
import { controlStyles } from "./controls.ts";
import { detailStyles } from "./details.ts";
import { formStyles } from "./forms.ts";
import { layoutStyles } from "./layout.ts";
import { messageStyles } from "./messages.ts";
import { tokenStyles } from "./tokens.ts";
import { viewStyles } from "./views.ts";

/** In one text, so that it is parsed once. */
export const panelStyles: readonly string[] = [
  [tokenStyles, layoutStyles, controlStyles, callStyles, detailStyles, messageStyles, formStyles, viewStyles].join(
    "\n",
  ),
];
