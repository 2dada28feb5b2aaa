/** The header of the call list, whose columns sort it. It is one tab stop; arrow keys move between columns. */
import { type KeyboardEvent, useRef } from "react";
import { type Column, columns, nextSorting, type Sorting } from "../model/sort-calls.ts";
import { keyTarget } from "./key-target.ts";

const names: Record<Column, string> = {
  method: "Method",
  status: "Status",
  messages: "Messages",
  size: "Size",
  time: "Time",
  phases: "Phases",
};

export interface CallHeadProps {
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
}

export function CallHead({ sorting, onSort }: CallHeadProps) {
  const ref = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const arrows: Record<string, string> = { ArrowLeft: "ArrowUp", ArrowRight: "ArrowDown", Home: "Home", End: "End" };
    const key = Object.hasOwn(arrows, event.key) ? arrows[event.key] : undefined;
    // A narrow list hides some columns.
    const buttons = [...(ref.current?.querySelectorAll("button") ?? [])].filter(
      (button) => button.getClientRects().length > 0,
    );
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const target = key === undefined ? undefined : keyTarget(key, at < 0 ? undefined : at, buttons.length);
    if (target !== undefined) {
      event.preventDefault();
      buttons[target]?.focus();
    }
    event.stopPropagation(); // columns do not handle the keys of the rows
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be windowed
    // biome-ignore lint/a11y/useFocusableInteractive: its columns take the focus
    <div className="call-head" role="row" aria-rowindex={1} ref={ref} onKeyDown={onKeyDown}>
      {columns.map((column) => {
        const isSorted = column === sorting.column;
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the button in it takes the focus
          // biome-ignore lint/a11y/useSemanticElements: as above
          <span
            key={column}
            role="columnheader"
            className={`cell-${column}${isSorted ? ` is-sorted${sorting.isDescending ? " is-descending" : ""}` : ""}`}
            aria-sort={isSorted ? (sorting.isDescending ? "descending" : "ascending") : "none"}
          >
            <button
              type="button"
              className="sort-button"
              tabIndex={column === "method" ? 0 : -1}
              title={column === "phases" ? "Sort by start time" : `Sort by ${names[column].toLowerCase()}`}
              onClick={() => onSort(nextSorting(sorting, column))}
            >
              {names[column]}
            </button>
          </span>
        );
      })}
    </div>
  );
}
