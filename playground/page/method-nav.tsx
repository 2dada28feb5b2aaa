/** The left side: the services and their methods. Where there is no room, a button shows and hides them. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { CatalogMethod } from "../model/catalog.ts";
import type { Schema } from "../model/schema.ts";
import { Chevron } from "./icons.tsx";
import { KindBadge } from "./kind-badge.tsx";
import { MethodList } from "./method-list.tsx";
import { SchemaSection, type SchemaSectionProps } from "./schema-section.tsx";

export interface MethodNavProps extends SchemaSectionProps {
  schema: Schema | undefined;
  /** Undefined if the schema has no method. */
  selected: CatalogMethod | undefined;
  onSelect: (id: string) => void;
}

export function MethodNav({ schema, selected, onSelect, ...section }: MethodNavProps) {
  const panelId = useId();
  const buttonRef = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const happens = section.control.activity?.kind;
  useEffect(() => {
    if (happens) {
      setIsOpen(true); // a file was dropped: its error or its methods have to be seen
    }
  }, [happens]);
  const close = () => {
    setIsOpen(false);
    buttonRef.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && isOpen) {
      close();
    }
  };
  return (
    <nav className="methods" aria-label="Methods" onKeyDown={onKeyDown}>
      <button
        ref={buttonRef}
        type="button"
        className="method-button"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className="method-button-label">Method</span>
        <span className="method-button-name">{selected ? selected.descriptor.name : "none"}</span>
        {selected && <KindBadge method={selected} />}
        <Chevron isOpen={isOpen} />
      </button>
      <div className={isOpen ? "methods-panel is-open" : "methods-panel"} id={panelId}>
        <SchemaSection {...section} />
        {schema && selected && (
          <MethodList
            key={section.control.source.kind === "built-in" ? "" : section.control.source.id}
            schema={schema}
            selected={selected}
            onSelect={(id) => {
              onSelect(id);
              if (isOpen) {
                close();
              }
            }}
            onSearchKey={() => setIsOpen(true)}
          />
        )}
      </div>
    </nav>
  );
}
