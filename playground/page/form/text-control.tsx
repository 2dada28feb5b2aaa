/** A field for text: strings of any length, numbers, times, durations, paths. */
import { ScalarType } from "@bufbuild/protobuf";
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
}

export function TextControl({ slot, node, onChange, label, id, placeholder }: TextControlProps) {
  const text = inputText(node);
  const facts = useLeafFacts(slot, node);
  const { problem } = facts;
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
          inputMode={slot.kind === "scalar" ? "decimal" : undefined}
          onChange={(event) => onChange(jsonOf(event.target.value))}
        />
        {slot.kind === "timestamp" && (
          <button
            type="button"
            className="button-quiet"
            aria-label={`Set ${label} to now`}
            onClick={() => onChange(JSON.stringify(new Date().toISOString()))}
          >
            Now
          </button>
        )}
      </div>
      <ProblemNote id={noteId} filled={facts.filled} problem={problem} />
    </div>
  );
}
