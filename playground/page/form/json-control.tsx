/** Free JSON: google.protobuf.Struct, Value and ListValue. */
import { useState } from "react";
import type { LeafSlot } from "../../model/fits.ts";
import { dedented } from "../../model/json-edit.ts";
import { useForm, useLeafFacts, type ValueProps } from "./form-context.ts";
import { ProblemNote, problemProps } from "./problem-note.tsx";

export function JsonControl({ slot, node, onChange, label, id }: ValueProps & { readonly slot: LeafSlot }) {
  const { text } = useForm();
  // What is being typed is no JSON most of the time, so it becomes a part of the request only when it is.
  const [draft, setDraft] = useState<string>();
  const broken = draft === undefined || draft.trim() === "" ? undefined : syntaxProblem(draft);
  const facts = useLeafFacts(slot, node);
  const problem = broken ?? facts.problem;
  const noteId = `${id}-problem`;
  const change = (typed: string) => {
    setDraft(typed);
    if (typed.trim() === "") {
      onChange(undefined);
    } else if (!syntaxProblem(typed)) {
      onChange(typed.trim());
    }
  };
  return (
    <div className="form-control">
      <textarea
        id={id}
        className="form-json"
        aria-label={label}
        rows={1}
        value={draft ?? (node ? dedented(text, node) : "")}
        placeholder={slot.kind === "listValue" ? "[ … ]" : slot.kind === "struct" ? "{ … }" : "any JSON"}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => change(event.target.value)}
        onBlur={() => broken === undefined && setDraft(undefined)}
        {...problemProps(noteId, problem)}
      />
      <ProblemNote id={noteId} filled={facts.filled} problem={problem} />
    </div>
  );
}

function syntaxProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return "This is not JSON yet, and not in the request.";
  }
}
