/** A segmented control, with one option always selected. */
import { useId } from "react";

export interface SegmentedProps<T extends string> {
  label: string;
  options: readonly { readonly id: T; readonly label: string }[];
  selected: T;
  onSelect: (id: T) => void;
}

export function Segmented<T extends string>({ label, options, selected, onSelect }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="segmented">
      <legend className="unseen">{label}</legend>
      {options.map(({ id, label: text }) => (
        <label key={id} className={id === selected ? "is-selected" : undefined}>
          <input type="radio" className="unseen" name={name} checked={id === selected} onChange={() => onSelect(id)} />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
