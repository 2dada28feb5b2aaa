/** The rows of the method list as a tree: services, and the methods below them. */
import { useEffect, useRef } from "react";
import { formatCount } from "../../react/devtools/model/format.ts";
import type { MethodRow } from "../model/method-rows.ts";
import { Chevron } from "./icons.tsx";
import { KindBadge } from "./kind-badge.tsx";

export interface MethodTreeProps {
  id: string;
  rows: readonly MethodRow[];
  selectedId: string;
  /** The row that keys act on. */
  activeId: string | undefined;
  /** The id of a row's element. */
  rowId: (id: string) => string;
  onPick: (row: MethodRow) => void;
}

export function MethodTree({ id, rows, selectedId, activeId, rowId, onPick }: MethodTreeProps) {
  const treeRef = useRef<HTMLDivElement>(null);
  const activeElement = activeId === undefined ? undefined : rowId(activeId);
  const activeAt = rows.findIndex((row) => row.id === activeId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: also when rows appear above it, as after a search
  useEffect(() => {
    if (activeElement !== undefined) {
      // Not in React's hands: only rows far away are scrolled to.
      treeRef.current?.querySelector(`#${CSS.escape(activeElement)}`)?.scrollIntoView({ block: "nearest" });
    }
  }, [activeElement, activeAt]);
  return (
    <div
      className="method-tree"
      ref={treeRef}
      id={id}
      role="tree"
      aria-label="Methods"
      tabIndex={0}
      aria-activedescendant={activeElement}
    >
      {rows.map((row) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys
        <div
          key={row.id}
          id={rowId(row.id)}
          className={`${classOf(row)} ${row.id === activeId ? "is-active" : ""}`}
          role="treeitem"
          tabIndex={-1}
          aria-level={row.kind === "method" ? 2 : 1}
          aria-expanded={row.kind === "service" ? row.isOpen : undefined}
          aria-selected={row.kind === "method" ? row.id === selectedId : undefined}
          onClick={() => onPick(row)}
        >
          <RowContent row={row} />
        </div>
      ))}
    </div>
  );
}

function RowContent({ row }: { row: MethodRow }) {
  switch (row.kind) {
    case "service":
      return (
        <>
          <Chevron isOpen={row.isOpen} />
          <ServiceName typeName={row.service.typeName} />{" "}
          <span className="service-count">{formatCount(row.service.methods.length)}</span>
        </>
      );
    case "method":
      return (
        <>
          <span className="method-name">
            <span className="method-word">{row.method.descriptor.name}</span> <KindBadge method={row.method} />
          </span>{" "}
          <span className="method-hint">{row.method.hint}</span>
        </>
      );
    default:
      return <>Show {formatCount(row.hidden)} more</>;
  }
}

/** The package in a quieter color. A long name breaks behind it. */
function ServiceName({ typeName }: { typeName: string }) {
  const dot = typeName.lastIndexOf(".") + 1;
  return (
    <span className="service-name">
      {dot > 0 && <span className="service-package">{typeName.slice(0, dot)}</span>}
      <wbr />
      {typeName.slice(dot)}
    </span>
  );
}

function classOf({ kind }: MethodRow): string {
  return kind === "more" ? "method-more" : kind;
}
