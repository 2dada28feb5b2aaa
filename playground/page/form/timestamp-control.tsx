/** A time: as text, to the nanosecond and in any zone, and as date and time in UTC. */
import type { LeafSlot } from "../../model/fits.ts";
import { inputText } from "../../model/form-input.ts";
import { pickedTimestamp, pickerValue, timestampNote } from "../../model/timestamp-text.ts";
import type { ValueProps } from "./form-context.ts";
import { TextControl } from "./text-control.tsx";

export function TimestampControl(props: ValueProps & { readonly slot: LeafSlot }) {
  const { node, onChange, label } = props;
  const text = inputText(node);
  return (
    <TextControl
      {...props}
      note={timestampNote(text)}
      beside={
        <button
          type="button"
          className="button-quiet"
          aria-label={`Set ${label} to now`}
          onClick={() => onChange(JSON.stringify(new Date().toISOString()))}
        >
          Now
        </button>
      }
      below={
        <div className="form-picker">
          <input
            type="datetime-local"
            step={1}
            min="0001-01-01T00:00:00"
            max="9999-12-31T23:59:59"
            aria-label={`Date and time of ${label}, in UTC`}
            value={pickerValue(text)}
            onChange={({ target }) =>
              target.value === "" || onChange(JSON.stringify(pickedTimestamp(text, target.value)))
            }
          />
          <span aria-hidden="true">UTC</span>
        </div>
      }
    />
  );
}
