/** The choice of methods: a list next to the request, or a select where there is no room for one. */
import { useId } from "react";
import type { CatalogMethod, CatalogService } from "../model/catalog.ts";

export interface MethodListProps {
  service: CatalogService;
  selected: CatalogMethod;
  onSelect: (id: string) => void;
}

export function MethodList({ service, selected, onSelect }: MethodListProps) {
  const name = useId();
  return (
    <nav className="methods" aria-label="Methods">
      <label className="method-select field">
        <span className="field-label">Method of {service.typeName}</span>
        <select value={selected.id} onChange={(event) => onSelect(event.target.value)}>
          {service.methods.map(({ id, descriptor, kindLabel }) => (
            <option key={id} value={id}>{`${descriptor.name} (${kindLabel})`}</option>
          ))}
        </select>
      </label>
      <fieldset className="method-list">
        <legend>{service.typeName}</legend>
        {service.methods.map((method) => (
          <label key={method.id} className="method">
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              checked={method.id === selected.id}
              onChange={() => onSelect(method.id)}
              aria-label={`${method.descriptor.name}, ${method.kindLabel}`}
            />
            <span className="method-name">
              {method.descriptor.name}
              <KindBadge method={method} />
            </span>
            <span className="method-hint">{method.hint}</span>
          </label>
        ))}
      </fieldset>
    </nav>
  );
}

export function KindBadge({ method: { kindLabel } }: { method: CatalogMethod }) {
  return <span className={`badge badge-${kindLabel === "unary" ? "unary" : "stream"}`}>{kindLabel}</span>;
}
