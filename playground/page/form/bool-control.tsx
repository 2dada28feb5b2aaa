/** A checkbox; a choice of three where "not set" differs from false, or where something else stands in the text. */
import type { LeafSlot } from "../../model/fits.ts";
import { inputText, otherThanValue } from "../../model/form-input.ts";
import { useLeafFacts, type ValueProps } from "./form-context.ts";
import { ProblemNote, problemProps } from "./problem-note.tsx";

export function BoolControl(props: ValueProps & { readonly slot: LeafSlot }) {
  const { slot, node, onChange, label, id, isOptional, placeholder } = props;
  const facts = useLeafFacts(slot, node);
  const { problem } = facts;
  const raw = node?.raw;
  const isOdd = raw !== undefined && raw !== "true" && raw !== "false";
  if (!isOptional && !isOdd) {
    return (
      <label className="checkbox form-check">
        <input
          id={id}
          type="checkbox"
          aria-label={label}
          checked={raw === "true"}
          onChange={(event) => onChange(String(event.target.checked))}
        />
        <span aria-hidden="true">{raw === "true" ? "true" : "false"}</span>
      </label>
    );
  }
  const noteId = `${id}-problem`;
  return (
    <div className="form-control">
      <select
        id={id}
        aria-label={label}
        value={raw ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
        {...problemProps(noteId, problem)}
      >
        {isOptional && <option value="">{placeholder ? `not set (${placeholder})` : "not set"}</option>}
        <option value="true">true</option>
        <option value="false">false</option>
        {isOdd && (
          <option value={raw}>
            {inputText(node)} ({otherThanValue(node)})
          </option>
        )}
      </select>
      <ProblemNote id={noteId} filled={facts.filled} problem={problem} />
    </div>
  );
}
