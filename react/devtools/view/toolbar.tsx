/** The toolbar: actions on all calls (record, clear, keep), and the choice of view. */
import type { LogState } from "../model/call-log.ts";
import { IconButton } from "./icon-button.tsx";
import { ClearIcon, CloseIcon, PausedIcon, PopOutIcon, RecordIcon } from "./icons.tsx";
import { usePanel } from "./panel-context.ts";
import { Segmented } from "./segmented.tsx";

export type View = "calls" | "timeline" | "methods";

const views = [
  { id: "calls", label: "Calls" },
  { id: "timeline", label: "Timeline" },
  { id: "methods", label: "Methods" },
] as const;

export interface ToolbarProps {
  state: LogState;
  view: View;
  onView: (view: View) => void;
  preserve: boolean;
  onPreserve: (preserve: boolean) => void;
  onClear: () => void;
  onClose: (() => void) | undefined;
  onPopOut: (() => void) | undefined;
  children?: React.ReactNode;
}

export function Toolbar(props: ToolbarProps) {
  const { state, view, onView, preserve, onPreserve, onClear, onClose, onPopOut, children } = props;
  const { log } = usePanel();
  const isPaused = state.page?.paused === true;
  return (
    <div className="toolbar" role="toolbar" aria-label="Calls">
      <IconButton
        label={isPaused ? "Record" : "Pause recording"}
        className={isPaused ? "" : "is-recording"}
        disabled={state.phase !== "ready" || state.page?.source !== undefined}
        onClick={() => void log.command({ do: isPaused ? "resume" : "pause" })}
      >
        {isPaused ? <PausedIcon /> : <RecordIcon />}
      </IconButton>
      <IconButton label="Clear" onClick={onClear}>
        <ClearIcon />
      </IconButton>
      <Segmented label="View" options={views} selected={view} onSelect={onView} />
      <span className="spacer" />
      <label className="check" title="Keep calls that the page drops, and those from before a reload">
        <input type="checkbox" checked={preserve} onChange={(event) => onPreserve(event.target.checked)} />
        Preserve log
      </label>
      {children}
      {onPopOut && (
        <IconButton label="Open in a separate window" onClick={onPopOut}>
          <PopOutIcon />
        </IconButton>
      )}
      {onClose && (
        <IconButton label="Close" onClick={onClose}>
          <CloseIcon />
        </IconButton>
      )}
    </div>
  );
}
