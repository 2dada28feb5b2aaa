/** The methods of a schema, with a search. Works with thousands of them. */
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import { formatCount } from "../../react/devtools/model/format.ts";
import { keyTarget } from "../../react/devtools/view/key-target.ts";
import type { CatalogMethod } from "../model/catalog.ts";
import { findMethods } from "../model/find-methods.ts";
import { type MethodRow, methodRows } from "../model/method-rows.ts";
import { countMethods, type Schema } from "../model/schema.ts";
import { innerTarget, useEventScope } from "./event-scope.ts";
import { MethodTree } from "./method-tree.tsx";
import { useEvent } from "./use-event.ts";
import { useOpenServices } from "./use-open-services.ts";

export interface MethodListProps {
  schema: Schema;
  selected: CatalogMethod;
  onSelect: (id: string) => void;
  /** Called when the key for the search is pressed anywhere. */
  onSearchKey: () => void;
}

const firstRows = 300;

export function MethodList({ schema: { services }, selected, onSelect, onSearchKey }: MethodListProps) {
  const treeId = useId();
  const searchRef = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const [most, setMost] = useState(firstRows);
  /** The row that keys act on; undefined for the selected method, or the first one that was found. */
  const [active, setActive] = useState<string>();
  const words = useDeferredValue(query.trim());
  const isSearching = words !== "";
  const found = useMemo(() => findMethods(services, words), [services, words]);
  const { isOpen, setOpen } = useOpenServices(services, selected.descriptor.parent.typeName, isSearching);
  const rows = methodRows(found, { isOpen, most, shownId: isSearching ? undefined : selected.id });
  const isShown = (id: string | undefined) => rows.some((row) => row.id === id);
  const fallback = !isSearching && isShown(selected.id) ? selected.id : rows.find(({ kind }) => kind === "method")?.id;
  const activeId = isShown(active) ? active : (fallback ?? rows[0]?.id);
  const activeRow = rows.find(({ id }) => id === activeId);

  const search = (text: string) => {
    setQuery(text);
    setActive(undefined);
    setMost(firstRows);
  };
  const pick = (row: MethodRow) => {
    if (row.kind === "more") {
      setMost(most + 1000);
      setActive(rows.at(-2)?.id);
      return;
    }
    setActive(row.id);
    if (row.kind === "service") {
      setOpen(row.service, !row.isOpen);
    } else {
      onSelect(row.id);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isInSearch = event.target === searchRef.current;
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) {
      return;
    }
    const at = rows.findIndex(({ id }) => id === activeId);
    // In the search field, these keys move the cursor.
    const isText = isInSearch && ["Home", "End", " ", "ArrowLeft", "ArrowRight"].includes(event.key);
    const target = isText ? undefined : keyTarget(event.key, at === -1 ? undefined : at, rows.length);
    if (target !== undefined) {
      setActive(rows[target]?.id);
    } else if (activeRow && !isText && (event.key === "Enter" || event.key === " ")) {
      pick(activeRow);
    } else if (activeRow?.kind === "service" && !isText && event.key === "ArrowRight" && !activeRow.isOpen) {
      setOpen(activeRow.service, true);
    } else if (activeRow?.kind === "service" && !isText && event.key === "ArrowLeft" && activeRow.isOpen) {
      setOpen(activeRow.service, false);
    } else if (activeRow?.kind === "method" && !isText && event.key === "ArrowLeft") {
      setActive(activeRow.service.typeName);
    } else if (isInSearch && event.key === "Escape" && query !== "") {
      search("");
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  useSlash(() => {
    onSearchKey();
    // After the list is shown, where it is hidden on small screens.
    requestAnimationFrame(() => searchRef.current?.select());
  });

  const rowId = (id: string) => `${treeId}-${id}`;
  const count = countMethods(found);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the search field and of the tree
    <div className="method-list" onKeyDown={onKeyDown}>
      <div className="method-search">
        <input
          ref={searchRef}
          type="text"
          role="combobox"
          aria-label="Search methods"
          aria-haspopup="tree"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={treeId}
          aria-activedescendant={activeId && rowId(activeId)}
          placeholder="Search"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={query}
          onChange={(event) => search(event.target.value)}
        />
        {query === "" && <kbd>/</kbd>}
      </div>
      <p className="method-count" role="status">
        {isSearching && count > 0 && `${formatCount(count)} of ${formatCount(countMethods(services))} methods`}
      </p>
      {isSearching && count === 0 ? (
        <div className="method-none">
          <p>
            No method matches <q>{words}</q>. The search looks at names and comments.
          </p>
          <button type="button" className="button-quiet" onClick={() => search("")}>
            Show all methods
          </button>
        </div>
      ) : (
        <MethodTree id={treeId} rows={rows} selectedId={selected.id} activeId={activeId} rowId={rowId} onPick={pick} />
      )}
    </div>
  );
}

/** Calls back when "/" is pressed where it is not text. */
function useSlash(onSlash: () => void): void {
  const isMeant = useEventScope();
  const onKeyDown = useEvent((event: globalThis.KeyboardEvent) => {
    const target = innerTarget(event);
    const isText =
      target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));
    if (event.key === "/" && isMeant(event) && !event.ctrlKey && !event.metaKey && !event.altKey && !isText) {
      event.preventDefault();
      onSlash();
    }
  });
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
