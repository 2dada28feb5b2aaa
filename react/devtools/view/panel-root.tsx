/** The root of the panel: shows the calls of the page, or those of an opened file. */
import { useCallback, useState } from "react";
import type { Link } from "../link.ts";
import { Descriptors } from "../model/descriptors.ts";
import { Workspace } from "./workspace.tsx";

export interface PanelRootProps {
  link: Link;
  theme: "light" | "dark" | undefined;
  onClose: (() => void) | undefined;
  onPopOut: (() => void) | undefined;
}

export function PanelRoot({ link, theme, onClose, onPopOut }: PanelRootProps) {
  const [descriptors] = useState(() => new Descriptors());
  const [imported, setImported] = useState<{ name: string; link: Link }>();
  const onImport = useCallback((name: string, fileLink: Link) => setImported({ name, link: fileLink }), []);
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
        descriptors={descriptors}
        onClose={onClose}
        onPopOut={onPopOut}
        onImport={onImport}
      />
    </div>
  );
}
