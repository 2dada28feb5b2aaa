/** The list of calls. Only visible rows are rendered. */
import { type KeyboardEvent, useId, useMemo } from "react";
import { barScale } from "../model/bar-scale.ts";
import type { Call } from "../model/call.ts";
import { isByStart, type Sorting } from "../model/sort-calls.ts";
import { useRowWindow } from "../use-row-window.ts";
import { CallHead } from "./call-head.tsx";
import { CallRow } from "./call-row.tsx";
import { keyTarget } from "./key-target.ts";
import { useFirstIndex } from "./use-first-index.ts";

export const callRowHeight = 24;

export interface CallListProps {
  calls: readonly Call[];
  now: number;
  /** The order that the calls are in. */
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
  selected: string | undefined;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
  onSelect: (key: string) => void;
  /** Enter: on to the details. */
  onEnter: () => void;
}

export function CallList(props: CallListProps) {
  const { calls, now, sorting, onSort, selected, isFollowing, onFollow, onSelect, onEnter } = props;
  const id = useId();
  const lost = useFirstIndex(calls);
  // In another order, rows at the start may have moved rather than been removed.
  const first = isByStart(sorting) ? lost : 0;
  const selectedIndex = selected === undefined ? -1 : calls.findIndex(({ key }) => key === selected);
  const rows = useRowWindow({
    height: callRowHeight,
    first,
    end: first + calls.length,
    isFollowing,
    selected: selectedIndex < 0 ? undefined : first + selectedIndex,
    onFollow,
  });
  const scaleMs = useMemo(() => barScale(calls, now), [calls, now]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && selectedIndex >= 0) {
      event.preventDefault();
      onEnter();
      return;
    }
    const page = Math.max(1, Math.floor((rows.ref.current?.clientHeight ?? 0) / callRowHeight) - 1);
    const target = keyTarget(event.key, selectedIndex < 0 ? undefined : selectedIndex, calls.length, page);
    const call = target === undefined ? undefined : calls[target];
    if (call && target !== undefined) {
      event.preventDefault();
      onFollow(event.key === "End");
      onSelect(call.key);
      rows.reveal(first + target);
    }
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be windowed
    <div
      className="calls"
      role="grid"
      tabIndex={0}
      aria-label="Calls"
      aria-rowcount={calls.length + 1}
      aria-colcount={6}
      aria-activedescendant={selectedIndex < 0 ? undefined : `${id}-${first + selectedIndex}`}
      data-focus="calls"
      onKeyDown={onKeyDown}
    >
      <CallHead sorting={sorting} onSort={onSort} />
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot be windowed */}
      <div className="call-rows" role="rowgroup" ref={rows.ref} onScroll={rows.onScroll} onWheel={rows.onWheel}>
        <div role="presentation" className="call-space" style={{ height: calls.length * callRowHeight }}>
          {rows.indexes.map((index) => {
            const call = calls[index - first];
            return (
              call && (
                <CallRow
                  key={call.key}
                  id={`${id}-${index}`}
                  call={call}
                  now={call.row.end ?? now}
                  scaleMs={scaleMs}
                  top={(index - first) * callRowHeight}
                  rowIndex={index - first + 2}
                  isSelected={call.key === selected}
                  onSelect={onSelect}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}
