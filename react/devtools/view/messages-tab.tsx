/** The messages of a call in both directions, and the selected one. */
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import { lastAttempt, rateOf } from "../model/call.ts";
import { formatCount, formatDuration, formatRate, plural } from "../model/format.ts";
import { frameList } from "../model/frame-list.ts";
import { useRowWindow } from "../use-row-window.ts";
import { ArrivalChart } from "./arrival-chart.tsx";
import { FrameRow, frameRowHeight } from "./frame-row.tsx";
import { type FrameLook, FrameView } from "./frame-view.tsx";
import { keyTarget } from "./key-target.ts";
import type { ShownCall } from "./use-shown-call.ts";

export function MessagesTab({ call, opened, state, attempt }: ShownCall & { attempt: number }) {
  const id = useId();
  const { row } = call;
  const isStream = row.kind !== "unary";
  const [look, setLook] = useState<FrameLook>("tree");
  const [isFollowing, setIsFollowing] = useState(true);
  const [chosen, setChosen] = useState<number>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: an opened call changes in place, and its version with it
  const list = useMemo(
    () => frameList(opened.source(attempt, "request"), opened.source(attempt, "response")),
    [opened, attempt, state.version],
  );
  // For a unary call, the response is the most interesting.
  const firstResponse = list.at(1)?.side === "response" ? 1 : 0;
  const selected = chosen ?? (isStream ? undefined : firstResponse);
  const listed = selected === undefined ? undefined : list.at(selected);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another call starts over
  useEffect(() => setChosen(undefined), [call.key, attempt]);

  const view = useRowWindow({
    height: frameRowHeight,
    first: 0,
    end: list.length,
    isFollowing: isFollowing && isStream && chosen === undefined,
    selected,
    onFollow: setIsFollowing,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const target = keyTarget(event.key, selected, list.length);
    if (target !== undefined) {
      event.preventDefault();
      setChosen(target);
      view.reveal(target);
    } else if (event.key === "Escape" && chosen !== undefined) {
      event.stopPropagation();
      setChosen(undefined);
    }
  };

  if (list.length === 0) {
    return (
      <p className="placeholder">
        {state.isGone
          ? "The page no longer keeps the bytes of this call."
          : !state.isRead
            ? "Loading…"
            : row.attempts.length === 0
              ? "Nothing was sent."
              : row.end === undefined
                ? "No bytes yet."
                : "No bytes were sent or received."}
      </p>
    );
  }
  return (
    <div className={`messages${listed ? " has-frame" : ""}`}>
      {isStream && (
        <div className="messages-head">
          <StreamFacts row={row} />
          <ArrivalChart frames={opened.source(attempt, "response")?.frames ?? []} />
          <span className="spacer" />
          {row.end === undefined && (
            <label className="check">
              <input type="checkbox" checked={isFollowing} onChange={(event) => setIsFollowing(event.target.checked)} />
              Follow
            </label>
          )}
        </div>
      )}
      <div
        className="frames"
        role="listbox"
        aria-label="Messages"
        tabIndex={0}
        aria-activedescendant={selected === undefined ? undefined : `${id}-${selected}`}
        ref={view.ref}
        onScroll={view.onScroll}
        onWheel={view.onWheel}
        onKeyDown={onKeyDown}
        style={listed && !isStream ? { height: Math.min(list.length, 6) * frameRowHeight } : undefined}
      >
        <div role="presentation" className="frames-space" style={{ height: list.length * frameRowHeight }}>
          {view.indexes.map((index) => {
            const entry = list.at(index);
            return (
              entry && (
                <FrameRow
                  key={index}
                  id={`${id}-${index}`}
                  listed={entry}
                  schema={state.schema}
                  start={row.start}
                  position={index + 1}
                  count={row.end === undefined ? -1 : list.length}
                  top={index * frameRowHeight}
                  isSelected={index === selected}
                  onSelect={() => setChosen(index === chosen && isStream ? undefined : index)}
                />
              )
            );
          })}
        </div>
      </div>
      {listed && (
        <FrameView
          key={`${call.key} ${attempt} ${selected}`}
          listed={listed}
          schema={state.schema}
          look={look}
          onLook={setLook}
        />
      )}
    </div>
  );
}

function StreamFacts({ row }: { row: ShownCall["call"]["row"] }) {
  const attempt = lastAttempt(row);
  const rate = rateOf(row);
  const parts = [
    attempt && row.kind !== "server_streaming" ? `↑ ${formatCount(attempt.requests)}` : undefined,
    attempt && plural(attempt.responses, "message"),
    rate === undefined ? undefined : formatRate(rate),
    attempt?.firstAt === undefined ? undefined : `first after ${formatDuration(attempt.firstAt - row.start)}`,
  ];
  return <span className="quiet">{parts.filter(Boolean).join(" · ")}</span>;
}
