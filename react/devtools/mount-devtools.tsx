/** Renders the panel into an element of a page that does not use React, such as that of the extension. */
import { createRoot } from "react-dom/client";
import { DevtoolsPanel } from "./devtools-panel.tsx";
import type { Link } from "./link.ts";

export interface MountOptions {
  /** Default: the browser's color scheme. */
  theme?: "light" | "dark";
}

export interface MountedDevtools {
  /** Applies new options and keeps the calls. */
  update(options: MountOptions): void;
  unmount(): void;
}

/** @returns a handle that updates and removes the panel */
export function mountDevtools(element: Element, link: Link, options: MountOptions = {}): MountedDevtools {
  const root = createRoot(element);
  const update = ({ theme }: MountOptions) => root.render(<DevtoolsPanel link={link} theme={theme} />);
  update(options);
  return { update, unmount: () => root.unmount() };
}
