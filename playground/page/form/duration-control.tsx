/** A duration in seconds. What was written in other units is told in seconds. */
import { asSeconds, durationNote } from "../../model/duration-text.ts";
import type { LeafSlot } from "../../model/fits.ts";
import { inputText } from "../../model/form-input.ts";
import type { ValueProps } from "./form-context.ts";
import { TextControl } from "./text-control.tsx";

export function DurationControl(props: ValueProps & { readonly slot: LeafSlot }) {
  const text = inputText(props.node);
  const seconds = asSeconds(text);
  return (
    <TextControl
      {...props}
      note={durationNote(text)}
      advice={seconds && seconds !== text ? `${text.trim()} is ${JSON.stringify(seconds)}.` : undefined}
    />
  );
}
