/** The messages of a stream as they arrive. Only the visible rows are rendered. */
import { type KeyboardEvent, useId, useState } from "react";
import { rowHeight, useRowWindow } from "../../react/devtools/use-row-window.ts";
import { copiedText } from "../model/message-json.ts";
import type { LoggedMessage, MessageRange } from "../model/message-log.ts";
import { MessageListHead } from "./message-list-head.tsx";
import { MessageRow } from "./message-row.tsx";
import { MessageView } from "./message-view.tsx";
import type { CurrentCall } from "./use-call.ts";
import { useShownMessages } from "./use-shown-messages.ts";

export function MessageList({ run, snapshot: { received, isRunning } }: CurrentCall) {
  const { descriptor, registry } = run.method;
  const schema = descriptor.output;
  const listId = useId();
  const shown = useShownMessages(run, received);
  const { range } = shown;
  const { first, end } = range;
  const [isFollowing, setIsFollowing] = useState(true);
  const [selected, setSelected] = useState<LoggedMessage>();
  const position = selected && range.positionOf(selected.index);
  const rows = useRowWindow({ first, end, isFollowing, selected: position, onFollow: setIsFollowing });

  const isSelectedRendered = rows.indexes.some((at) => range.at(at)?.index === selected?.index);

  const onKeyDown = (event: KeyboardEvent) => {
    const isCopy = event.key.toLowerCase() === "c" && (event.ctrlKey || event.metaKey);
    if (isCopy && selected && getSelection()?.isCollapsed !== false) {
      event.preventDefault();
      copiedText(schema, selected.message, registry)
        .then((text) => navigator.clipboard.writeText(text))
        .catch(() => {}); // no permission
      return;
    }
    const target = targetOf(event.key, position, range);
    const entry = target === undefined ? undefined : range.at(Math.min(Math.max(target, first), end - 1));
    if (entry) {
      event.preventDefault();
      setIsFollowing(event.key === "End");
      setSelected(entry);
      rows.reveal(range.positionOf(entry.index));
    }
  };
  if (received === 0) {
    return <p className="placeholder">{isRunning ? "No messages yet …" : "There were no messages."}</p>;
  }
  return (
    <div className="message-list">
      <MessageListHead
        run={run}
        received={received}
        isRunning={isRunning}
        shown={shown}
        isFollowing={isFollowing}
        onFollow={setIsFollowing}
      />
      <div className="row row-titles" aria-hidden="true">
        <span className="row-index">#</span>
        <span className="row-time">Time</span>
        <span className="row-gap">Gap</span>
        <span className="row-text">Message</span>
      </div>
      {first === end ? (
        <div className="rows-none">
          <p>
            No message contains <q>{shown.search.trim()}</q>
            {isRunning || shown.isSearching ? " so far" : ""}.
          </p>
          <button type="button" className="button-quiet" onClick={() => shown.setSearch("")}>
            Clear the filter
          </button>
        </div>
      ) : (
        <div
          className="rows"
          role="listbox"
          aria-label="Messages"
          tabIndex={0}
          aria-activedescendant={isSelectedRendered ? `${listId}-${selected?.index}` : undefined}
          ref={rows.ref}
          onScroll={rows.onScroll}
          onWheel={rows.onWheel}
          onKeyDown={onKeyDown}
        >
          <div role="presentation" style={{ height: (end - first) * rowHeight }}>
            {rows.indexes.map((at) => {
              const entry = range.at(at);
              return (
                entry && (
                  <MessageRow
                    key={entry.index}
                    id={`${listId}-${entry.index}`}
                    entry={entry}
                    schema={schema}
                    registry={registry}
                    top={(at - first) * rowHeight}
                    position={at + 1}
                    count={isRunning ? -1 : end}
                    isSelected={entry.index === selected?.index}
                    onSelect={() => {
                      setSelected(entry);
                      rows.ref.current?.focus({ preventScroll: true }); // not the row, which may soon be gone
                    }}
                  />
                )
              );
            })}
          </div>
        </div>
      )}
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

/** Returns the position that a key selects; Enter and the first arrow select the last message. */
function targetOf(key: string, selected: number | undefined, { first, end }: MessageRange): number | undefined {
  switch (key) {
    case "ArrowDown":
      return selected === undefined ? end - 1 : selected + 1;
    case "ArrowUp":
      return selected === undefined ? end - 1 : selected - 1;
    case "PageDown":
      return (selected ?? end - 1) + 10;
    case "PageUp":
      return (selected ?? end - 1) - 10;
    case "Home":
      return first;
    case "End":
      return end - 1;
    case "Enter":
      return selected ?? end - 1;
    default:
      return undefined;
  }
}
