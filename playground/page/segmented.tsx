/** A choice among a few, all of them visible: native radio buttons underneath, with the keys that come with them. */
import { useId } from "react";

export interface SegmentedProps<T extends string> {
  label: string;
  options: readonly (readonly [value: T, text: string])[];
  value: T;
  onChange: (value: T) => void;
  /** Shown when the pointer rests on it. */
  title?: string;
  isLabelHidden?: boolean;
}

export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="segmented" title={props.title}>
      <legend className={props.isLabelHidden ? "visually-hidden" : "field-label"}>{props.label}</legend>
      <div className="segmented-options">
        {props.options.map(([value, text]) => (
          <label key={value}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              checked={props.value === value}
              onChange={() => props.onChange(value)}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
