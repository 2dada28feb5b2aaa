/** A field for text: strings of any length and numbers, and the input of times, durations and paths. */
import { ScalarType } from "@bufbuild/protobuf";
import type { ReactNode } from "react";
import type { LeafSlot } from "../../model/fits.ts";
import { inputText, lineBreakOf, scalarJson } from "../../model/form-input.ts";
import { useLeafFacts, type ValueProps } from "./form-context.ts";
import { ProblemNote, problemProps } from "./problem-note.tsx";

const examples: Partial<Record<LeafSlot["kind"], string>> = {
  timestamp: "2026-01-31T12:00:00Z",
  duration: "1.5s",
  fieldMask: "name,address.zipCode",
};

export interface TextControlProps extends ValueProps {
  readonly slot: LeafSlot;
  /** Said about a value that does not fit, after what is expected. */
  readonly advice?: string | undefined;
  /** Said about a value that fits. */
  readonly note?: string | undefined;
  /** The id of the datalist with completions. */
  readonly list?: string;
  /** Beside the input, and below it. */
  readonly beside?: ReactNode;
  readonly below?: ReactNode;
}

export function TextControl(props: TextControlProps) {
  const { slot, node, onChange, label, id, placeholder } = props;
  const text = inputText(node);
  const facts = useLeafFacts(slot, node);
  const problem = facts.problem && [facts.problem, props.advice].filter(Boolean).join(" ");
  const noteId = `${id}-problem`;
  const isString = slot.kind === "scalar" && slot.scalar === ScalarType.STRING;
  const common = {
    id,
    "aria-label": label,
    value: text,
    placeholder: placeholder ?? examples[slot.kind],
    autoComplete: "off",
    autoCapitalize: "off",
    spellCheck: false,
    ...problemProps(noteId, problem),
  };
  if (isString) {
    const lineBreak = lineBreakOf(text);
    return (
      <div className="form-control">
        <textarea
          {...common}
          rows={1}
          readOnly={lineBreak === undefined}
          onChange={(event) => onChange(JSON.stringify(event.target.value.replaceAll("\n", lineBreak ?? "\n")))}
        />
        {lineBreak === undefined && <p className="form-note">Line breaks of several kinds: edit this text as JSON.</p>}
        <ProblemNote id={noteId} filled={facts.filled} problem={problem} />
      </div>
    );
  }
  // Well-known types are strings in JSON; an empty one is none, except for a mask of no paths.
  const jsonOf = (typed: string) =>
    slot.kind === "scalar"
      ? scalarJson(slot.scalar, typed)
      : typed === "" && slot.kind !== "fieldMask"
        ? undefined
        : JSON.stringify(typed);
  return (
    <div className="form-control">
      <div className="form-inline">
        <input
          {...common}
          type="text"
          list={props.list}
          inputMode={slot.kind === "scalar" ? "decimal" : undefined}
          onChange={(event) => onChange(jsonOf(event.target.value))}
        />
        {props.beside}
      </div>
      {props.below}
      {props.note && !problem && <p className="form-note">{props.note}</p>}
      <ProblemNote id={noteId} filled={facts.filled} problem={problem} />
    </div>
  );
}
