/** The panel as a component that fills its parent element. */
import type { Link } from "./link.ts";
import { ShadowHost } from "./shadow-host.tsx";
import { panelStyles } from "./styles/index.ts";
import { PanelRoot } from "./view/panel-root.tsx";

export interface DevtoolsPanelProps {
  /** The connection to the page whose calls are shown. Must not change between renders: another link is another page. */
  link: Link;
  /** Default: the browser's color scheme. */
  theme?: "light" | "dark" | undefined;
  /** Called for Escape where it has no other meaning, and by a close button, which is shown only if this is set. */
  onClose?: (() => void) | undefined;
  /** Adds a button to move the panel to a separate window, and is called by it. */
  onPopOut?: (() => void) | undefined;
}

const fill = { display: "block", width: "100%", height: "100%", minHeight: 0 };

/** Shows all calls of a page, live: what they carried, why they failed, and a way to send them again. */
export function DevtoolsPanel({ link, theme, onClose, onPopOut }: DevtoolsPanelProps) {
  return (
    <ShadowHost css={panelStyles} style={fill}>
      <PanelRoot link={link} theme={theme} onClose={onClose} onPopOut={onPopOut} />
    </ShadowHost>
  );
}
