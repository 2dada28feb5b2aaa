/** The calls sent before: to find one, to load it into the form, or to send it again. */
import { type KeyboardEvent, useDeferredValue, useRef, useState } from "react";
import { activeElementOf } from "../../react/devtools/view/active-element.ts";
import { formatCount } from "../model/format.ts";
import { type HistoryState, keptCalls } from "../model/history/history.ts";
import { type HistoryEntry, matchesSearch } from "../model/history/history-entry.ts";
import { Dialog } from "./dialog.tsx";
import { HistoryRow } from "./history-row.tsx";

export interface HistoryDialogProps {
  state: HistoryState;
  onLoad: (entry: HistoryEntry) => void;
  onSendAgain: (entry: HistoryEntry) => void;
  onPin: (entry: HistoryEntry) => void;
  onDelete: (entry: HistoryEntry) => void;
  onClear: () => void;
  onClose: () => void;
}

/** Rows are cheap, but not five hundred at once. */
const firstRows = 60;

export function HistoryDialog(props: HistoryDialogProps) {
  const { entries, isLoaded, problem } = props.state;
  const [search, setSearch] = useState("");
  const [most, setMost] = useState(firstRows);
  const listRef = useRef<HTMLUListElement>(null);
  const wanted = useDeferredValue(search);
  const found = entries.filter((entry) => matchesSearch(entry, wanted)).sort(pinnedFirst);
  const hasUnpinned = entries.some(({ isPinned }) => !isPinned);

  const onKeyDown = (event: KeyboardEvent) => {
    const rows = [...(listRef.current?.querySelectorAll<HTMLElement>(".history-load") ?? [])];
    const active = activeElementOf(listRef.current);
    const at = rows.findIndex((row) => row.closest("li")?.contains(active));
    const entry = found[at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      rows[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), rows.length - 1)]?.focus();
    } else if (event.key === "Delete" && entry) {
      (rows[at + 1] ?? rows[at - 1])?.focus();
      props.onDelete(entry);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && entry) {
      event.preventDefault();
      props.onSendAgain(entry);
    }
  };
  return (
    <Dialog title="History" className="history" onClose={props.onClose}>
      <div className="history-tools">
        <input
          type="search"
          aria-label="Search the history"
          placeholder="Method, target, request, header, status"
          autoComplete="off"
          spellCheck={false}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {hasUnpinned && <ClearButton onClear={props.onClear} />}
      </div>
      {problem && <p className="notice">{problem}</p>}
      {found.length === 0 && <p className="placeholder">{emptySentence(isLoaded, entries.length)}</p>}
      <ul className="history-list" aria-label="Calls" ref={listRef} onKeyDown={onKeyDown}>
        {found.slice(0, most).map((entry) => (
          <HistoryRow
            key={entry.id}
            entry={entry}
            onLoad={() => props.onLoad(entry)}
            onSendAgain={() => props.onSendAgain(entry)}
            onPin={() => props.onPin(entry)}
            onDelete={() => props.onDelete(entry)}
          />
        ))}
      </ul>
      {found.length > most && (
        <button type="button" className="button-quiet" onClick={() => setMost(most + 200)}>
          Show more of {formatCount(found.length)}
        </button>
      )}
      <p className="placeholder-small">
        The last {formatCount(keptCalls)} calls, and those that you pin, are kept in this browser. Secret headers are
        not.
        <span className="key-hint">
          {" "}
          <kbd>↑</kbd> <kbd>↓</kbd> choose, <kbd>Enter</kbd> loads, <kbd>Delete</kbd> deletes.
        </span>
      </p>
    </Dialog>
  );
}

/** Asks once, because nothing brings the calls back. */
function ClearButton({ onClear }: { onClear: () => void }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <button
      type="button"
      className="button-quiet"
      onBlur={() => setIsAsking(false)}
      onClick={() => (isAsking ? onClear() : setIsAsking(true))}
    >
      {isAsking ? "Delete all that are not pinned?" : "Clear"}
    </button>
  );
}

function pinnedFirst(a: HistoryEntry, b: HistoryEntry): number {
  return Number(b.isPinned) - Number(a.isPinned);
}

function emptySentence(isLoaded: boolean, count: number): string {
  return !isLoaded ? "Loading …" : count === 0 ? "No calls yet. Those that you send appear here." : "No call matches.";
}
