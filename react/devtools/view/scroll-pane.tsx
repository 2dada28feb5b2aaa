/** What scrolls in a tab: it takes the focus, so that it scrolls by keyboard as well. */
import type { ReactNode } from "react";

export function ScrollPane({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <div className="scrolls pane-body" tabIndex={0}>
      {children}
    </div>
  );
}
