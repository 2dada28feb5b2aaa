/** A field with parts of its own: a message, a list, a map. Its parts are rendered only while it is open. */
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

export interface FieldSectionProps {
  readonly name: string;
  readonly marks: ReactNode;
  readonly comment: string | undefined;
  readonly count: number | undefined;
  readonly actions: ReactNode;
  /** Adds the value or its first part; undefined if it is there. */
  readonly onAdd: (() => void) | undefined;
  readonly isInitiallyOpen: boolean;
  readonly children: ReactNode;
}

export function FieldSection(props: FieldSectionProps) {
  const { name, onAdd } = props;
  const [isOpen, setOpen] = useState(props.isInitiallyOpen);
  const bodyId = useId();
  const sectionRef = useRef<HTMLFieldSetElement>(null);
  const wantsFocus = useRef(false);
  const isPresent = onAdd === undefined;
  // The button that was pressed is gone once the value is there.
  useEffect(() => {
    if (isPresent && wantsFocus.current) {
      wantsFocus.current = false;
      const [toggle] = sectionRef.current?.getElementsByTagName("button") ?? [];
      const first = sectionRef.current?.querySelector<HTMLElement>(":scope > div + div :is(input, select, textarea)");
      (first ?? toggle)?.focus();
    }
  }, [isPresent]);
  const title = (
    <>
      <span className="form-name">{name}</span> {props.marks}
      {props.count !== undefined && <span className="form-count">{props.count}</span>}
    </>
  );
  return (
    <fieldset className="form-section" ref={sectionRef} aria-label={name}>
      <div className="form-section-head">
        {isPresent ? (
          <button
            type="button"
            className="form-toggle"
            aria-expanded={isOpen}
            aria-controls={isOpen ? bodyId : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            <span className="form-arrow" aria-hidden="true" />
            {title}
          </button>
        ) : (
          <span className="form-toggle">{title}</span>
        )}
        {onAdd && (
          <button
            type="button"
            className="button-quiet"
            aria-label={`Add ${name}`}
            onClick={() => {
              wantsFocus.current = true;
              setOpen(true);
              onAdd();
            }}
          >
            Add
          </button>
        )}
        {props.actions}
      </div>
      {props.comment && <p className="form-comment">{props.comment}</p>}
      {isPresent && isOpen && (
        <div className="form-section-body" id={bodyId}>
          {props.children}
        </div>
      )}
    </fieldset>
  );
}
