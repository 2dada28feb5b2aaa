/** The root of the panel: shows the calls of the page, or those of an opened file. */
import { useState } from "react";
import type { Link } from "../link.ts";
import { Workspace } from "./workspace.tsx";

export interface PanelRootProps {
  link: Link;
  theme: "light" | "dark" | undefined;
  onClose: (() => void) | undefined;
}

export function PanelRoot({ link, theme, onClose }: PanelRootProps) {
  const [imported, setImported] = useState<{ name: string; link: Link }>();
  return (
    <div className="panel" data-theme={theme}>
      {imported && (
        <p className="notice imported">
          <span>
            Calls from the file <strong>{imported.name}</strong>
          </span>
          <button type="button" className="link" onClick={() => setImported(undefined)}>
            Back to the page
          </button>
        </p>
      )}
      <Workspace
        key={imported ? imported.name : "page"}
        link={imported?.link ?? link}
        onClose={onClose}
        onImport={(name, fileLink) => setImported({ name, link: fileLink })}
      />
    </div>
  );
}
