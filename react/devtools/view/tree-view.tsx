/** A message as a tree of rows. Only visible rows are rendered, and only open nodes are decoded. */
import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { type TreeNode, type TreeRow, treeRows } from "../model/tree.ts";
import { useRowWindow } from "../use-row-window.ts";
import { keyTarget } from "./key-target.ts";

const treeRowHeight = 20;
/** Deeper rows are not indented any further, because they would leave the screen. */
const deepestIndent = 24;

export interface TreeViewProps {
  roots: readonly TreeNode[];
  label: string;
  /** Called with the selected node, whose bytes are highlighted next to the tree. */
  onSelect?: (node: TreeNode | undefined) => void;
  /** All rows are shown, and the container scrolls. */
  isInline?: boolean;
}

export function TreeView({ roots, label, onSelect, isInline = false }: TreeViewProps) {
  const id = useId();
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<number>();
  const rows = useMemo(
    () => treeRows(roots, (path, depth) => isOpenAtFirst(depth) !== turned.has(path)),
    [roots, turned],
  );
  const view = useRowWindow({
    height: treeRowHeight,
    first: 0,
    end: rows.length,
    isFollowing: false,
    selected,
    onFollow: () => {},
  });

  const turn = ({ path }: TreeRow) => {
    const next = new Set(turned);
    if (!next.delete(path)) {
      next.add(path);
    }
    setTurned(next);
  };
  const select = (index: number) => {
    setSelected(index);
    onSelect?.(rows[index]?.node);
    view.reveal(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = selected === undefined ? undefined : rows[selected];
    const isParent = row?.node.children !== undefined;
    const target = keyTarget(event.key, selected, rows.length);
    if (target !== undefined) {
      select(target);
    } else if (
      row &&
      isParent &&
      (event.key === "Enter" ||
        event.key === " " ||
        ((event.key === "ArrowRight") !== row.isOpen && /^Arrow(Left|Right)$/.test(event.key)))
    ) {
      turn(row);
    } else if (row && selected !== undefined && event.key === "ArrowRight") {
      select(Math.min(selected + 1, rows.length - 1));
    } else if (row && selected !== undefined && event.key === "ArrowLeft") {
      select(parentOf(rows, selected));
    } else {
      return;
    }
    event.preventDefault();
  };

  return (
    <div
      className={`tree${isInline ? " is-inline" : ""}`}
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={selected === undefined ? undefined : `${id}-${selected}`}
      ref={view.ref}
      onScroll={view.onScroll}
      onKeyDown={onKeyDown}
      style={isInline ? { height: Math.min(rows.length, 16) * treeRowHeight + 8 } : undefined}
    >
      <div role="presentation" className="tree-space" style={{ height: rows.length * treeRowHeight }}>
        {view.indexes.map((index) => {
          const row = rows[index];
          return (
            row && (
              <TreeLine
                key={row.path}
                id={`${id}-${index}`}
                row={row}
                top={index * treeRowHeight}
                isSelected={index === selected}
                onSelect={() => select(index)}
                onTurn={() => turn(row)}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

interface TreeLineProps {
  id: string;
  row: TreeRow;
  top: number;
  isSelected: boolean;
  onSelect: () => void;
  onTurn: () => void;
}

function TreeLine({ id, row: { node, depth, isOpen }, top, isSelected, onSelect, onTurn }: TreeLineProps) {
  const isParent = node.children !== undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree, which has the focus, handles the keys
    <div
      id={id}
      className="tree-row"
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-selected={isSelected}
      aria-expanded={isParent ? isOpen : undefined}
      style={{ top, paddingLeft: 6 + Math.min(depth, deepestIndent) * 14 }}
      title={node.hint}
      onClick={() => {
        onSelect();
        if (isParent) {
          onTurn();
        }
      }}
    >
      <span className={`twist${isParent ? (isOpen ? " is-open" : "") : " is-leaf"}`} aria-hidden="true" />
      {node.name !== "" && <span className={node.isIndex ? "tree-index" : "tree-name"}>{node.name}</span>}
      {node.name !== "" && node.value !== "" && <span className="tree-colon">: </span>}
      <span className={`tree-value value-${node.tone}`}>{node.value}</span>
      {node.hint && <span className="tree-hint">{node.hint}</span>}
    </div>
  );
}

function isOpenAtFirst(depth: number): boolean {
  return depth < 2;
}

function parentOf(rows: readonly TreeRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  for (let above = index - 1; above >= 0; above--) {
    if ((rows[above]?.depth ?? 0) < depth) {
      return above;
    }
  }
  return index;
}
