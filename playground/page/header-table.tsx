/** The editable request headers, one per row. */
import { type ReactNode, useEffect, useId, useRef } from "react";
import { createHeaderRow, type HeaderRow, headerProblem } from "../model/header-rows.ts";

export interface HeaderTableProps {
  rows: readonly HeaderRow[];
  onChange: (rows: HeaderRow[]) => void;
  /** Above the rows. */
  children?: ReactNode;
}

export function HeaderTable({ rows, onChange, children }: HeaderTableProps) {
  const titleId = useId();
  const lastNameRef = useRef<HTMLInputElement>(null);
  const addRef = useRef<HTMLButtonElement>(null);
  const wantsFocus = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an added row exists only after it has rendered
  useEffect(() => {
    if (wantsFocus.current) {
      wantsFocus.current = false;
      lastNameRef.current?.focus();
    }
  }, [rows.length]);

  const change = (changed: HeaderRow) => onChange(rows.map((row) => (row.id === changed.id ? changed : row)));
  const remove = (id: HeaderRow["id"]) => {
    const left = rows.filter((row) => row.id !== id);
    if (left.length === 0) {
      addRef.current?.focus();
    }
    onChange(left);
  };
  const add = () => {
    wantsFocus.current = true;
    onChange([...rows, createHeaderRow()]);
  };
  return (
    <fieldset className="request-headers" aria-labelledby={titleId}>
      <div className="editor-head">
        <h3 className="section-title" id={titleId}>
          Request headers
        </h3>
        <button type="button" className="button-quiet" ref={addRef} onClick={add}>
          Add header
        </button>
      </div>
      {children}
      {rows.map((row, index) => {
        const problem = headerProblem(row);
        const label = `header ${index + 1}`;
        return (
          <div className="header-row" key={row.id}>
            <input
              type="text"
              ref={index === rows.length - 1 ? lastNameRef : null}
              aria-label={`Name of ${label}`}
              aria-invalid={problem !== undefined}
              aria-describedby={problem && `${titleId}-${row.id}`}
              placeholder="name"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={row.name}
              onChange={(event) => change({ ...row, name: event.target.value })}
            />
            <input
              type="text"
              aria-label={`Value of ${label}`}
              placeholder="value"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={row.value}
              onChange={(event) => change({ ...row, value: event.target.value })}
            />
            <button
              type="button"
              className="button-quiet"
              aria-label={`Remove ${label}`}
              title="Remove"
              onClick={() => remove(row.id)}
            >
              <span aria-hidden="true">✕</span>
            </button>
            {problem && (
              <p className="problem" id={`${titleId}-${row.id}`}>
                {problem}
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
