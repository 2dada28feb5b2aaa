/** The scrollable part of a tab, which can be focused so that the keyboard scrolls it as well. */
import type { ReactNode } from "react";

export function ScrollPane({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content has to be reachable by keyboard
    <div className="scrolls pane-body" tabIndex={0}>
      {children}
    </div>
  );
}
