/** The messages of a stream as they arrive. Only the visible rows are rendered. */
import { type KeyboardEvent, useId, useState } from "react";
import { rowHeight, useRowWindow } from "../../react/devtools/use-row-window.ts";
import { formatCount, formatDuration } from "../model/format.ts";
import { summarizeMessage } from "../model/message-json.ts";
import type { LoggedMessage } from "../model/message-log.ts";
import { keptMessages } from "../model/message-log.ts";
import { MessageView } from "./message-view.tsx";
import type { CurrentCall } from "./use-call.ts";

export function MessageList({ run, snapshot: { received, isRunning } }: CurrentCall) {
  const { descriptor, registry } = run.method;
  const schema = descriptor.output;
  const listId = useId();
  const first = Math.max(0, received - keptMessages);
  const [isFollowing, setIsFollowing] = useState(true);
  const [selected, setSelected] = useState<LoggedMessage>();
  const rows = useRowWindow({ first, end: received, isFollowing, selected: selected?.index, onFollow: setIsFollowing });

  const select = (index: number) => {
    const entry = run.log.at(Math.min(Math.max(index, first), received - 1));
    if (entry) {
      setSelected(entry);
      rows.reveal(entry.index);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, selected?.index, first, received);
    if (target !== undefined) {
      event.preventDefault();
      setIsFollowing(event.key === "End");
      select(target);
    }
  };
  if (received === 0) {
    return <p className="placeholder">{isRunning ? "No messages yet …" : "There were no messages."}</p>;
  }
  return (
    <div className="message-list">
      <div className="message-list-head">
        <span>
          {first > 0
            ? `${formatCount(received)} received, showing the last ${formatCount(keptMessages)}`
            : `${formatCount(received)} received`}
        </span>
        <label className="checkbox">
          <input type="checkbox" checked={isFollowing} onChange={(event) => setIsFollowing(event.target.checked)} />
          Follow
        </label>
      </div>
      <div
        className="rows"
        role="listbox"
        aria-label="Messages"
        tabIndex={0}
        aria-activedescendant={selected && `${listId}-${selected.index}`}
        ref={rows.ref}
        onScroll={rows.onScroll}
        onWheel={rows.onWheel}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: (received - first) * rowHeight }}>
          {rows.indexes.map((index) => {
            const entry = run.log.at(index);
            return (
              entry && (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the list, which has the focus, handles the keys
                <div
                  key={index}
                  id={`${listId}-${index}`}
                  className="row"
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === selected?.index}
                  aria-posinset={index + 1}
                  aria-setsize={isRunning ? -1 : received}
                  style={{ height: rowHeight, top: (index - first) * rowHeight }}
                  onClick={() => {
                    setSelected(entry);
                    rows.ref.current?.focus({ preventScroll: true }); // not the row, which may soon be gone
                  }}
                >
                  <span className="row-index">{index + 1}</span>
                  <span className="row-time">+{formatDuration(entry.atMs)}</span>
                  <span className="row-text">{summarizeMessage(schema, entry.message, registry)}</span>
                </div>
              )
            );
          })}
        </div>
      </div>
      {selected && (
        <section className="selected-message" aria-label={`Message ${selected.index + 1}`}>
          <h3 className="section-title">
            Message {selected.index + 1}
            <button type="button" className="button-quiet" onClick={() => setSelected(undefined)}>
              Close
            </button>
          </h3>
          <MessageView schema={schema} message={selected.message} registry={registry} />
        </section>
      )}
    </div>
  );
}

/** Returns the message that a key selects; Enter and the first arrow select the last one. */
function targetOf(key: string, selected: number | undefined, first: number, end: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return selected === undefined ? end - 1 : selected + 1;
    case "ArrowUp":
      return selected === undefined ? end - 1 : selected - 1;
    case "Enter":
      return selected ?? end - 1;
    case "PageDown":
      return (selected ?? end - 1) + 10;
    case "PageUp":
      return (selected ?? end - 1) - 10;
    case "Home":
      return first;
    case "End":
      return end - 1;
    default:
      return undefined;
  }
}
