/** A segmented control: native radio buttons, with their usual keys. */
import { useId } from "react";

export interface SegmentedProps<T extends string> {
  label: string;
  options: readonly (readonly [value: T, text: string])[];
  value: T;
  onChange: (value: T) => void;
  /** Shown as a tooltip. */
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
