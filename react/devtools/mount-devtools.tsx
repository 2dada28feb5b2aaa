/** Puts the panel into an element of a page that has no React of its own: the panel of the extension. */
import { createRoot } from "react-dom/client";
import { DevtoolsPanel } from "./devtools-panel.tsx";
import type { Link } from "./link.ts";

export interface MountOptions {
  /** Default: as the browser prefers. */
  theme?: "light" | "dark";
}

export interface MountedDevtools {
  /** Takes other options; the calls stay. */
  update(options: MountOptions): void;
  unmount(): void;
}

/** @returns what changes and removes it */
export function mountDevtools(element: Element, link: Link, options: MountOptions = {}): MountedDevtools {
  const root = createRoot(element);
  const update = ({ theme }: MountOptions) => root.render(<DevtoolsPanel link={link} theme={theme} />);
  update(options);
  return { update, unmount: () => root.unmount() };
}
