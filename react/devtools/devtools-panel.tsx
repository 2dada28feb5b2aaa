/** The panel, to be put into any element: it fills it. */
import type { Link } from "./link.ts";
import { ShadowHost } from "./shadow-host.tsx";
import { panelStyles } from "./styles/index.ts";
import { PanelRoot } from "./view/panel-root.tsx";

export interface DevtoolsPanelProps {
  /** How the page is reached whose calls are shown. Keep it the same: another link is another page. */
  link: Link;
  /** Default: as the browser prefers. */
  theme?: "light" | "dark" | undefined;
  /** Called for Escape where it means nothing else, and by the button that is there because of it. */
  onClose?: (() => void) | undefined;
  /** Called by a button that is there because of it: it is to put the panel into a window of its own. */
  onPopOut?: (() => void) | undefined;
}

const fill = { display: "block", width: "100%", height: "100%", minHeight: 0 };

/** All calls of a page, live: what they carried, why they failed, and a way to send them again. */
export function DevtoolsPanel({ link, theme, onClose, onPopOut }: DevtoolsPanelProps) {
  return (
    <ShadowHost css={panelStyles} style={fill}>
      <PanelRoot link={link} theme={theme} onClose={onClose} onPopOut={onPopOut} />
    </ShadowHost>
  );
}
