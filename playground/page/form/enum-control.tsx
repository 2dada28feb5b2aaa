/** The choice of an enum value. A number that the enum does not know is kept. */
import { enumChoices, enumRaw } from "../../model/form-input.ts";
import type { Slot } from "../../model/slot.ts";
import { useLeafFacts, type ValueProps } from "./form-context.ts";
import { ProblemNote, problemProps } from "./problem-note.tsx";

export interface EnumControlProps extends ValueProps {
  readonly slot: Extract<Slot, { kind: "enum" }>;
}

export function EnumControl({ slot, node, onChange, label, id, placeholder }: EnumControlProps) {
  const facts = useLeafFacts(slot, node);
  const { problem } = facts;
  const noteId = `${id}-problem`;
  const isUnset = !node || (node.raw === "null" && slot.enum.typeName !== "google.protobuf.NullValue");
  const isPart = slot.field?.fieldKind === "list" || slot.field?.fieldKind === "map";
  return (
    <div className="form-control">
      <select
        id={id}
        aria-label={label}
        value={isUnset ? "" : enumRaw(slot.enum, node)}
        onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
        {...problemProps(noteId, problem)}
      >
        {(isUnset || !isPart) && (
          <option value="">{`not set (${placeholder ?? slot.enum.values[0]?.jsonName ?? "0"})`}</option>
        )}
        {enumChoices(slot.enum, node).map(({ raw, label: text, isDeprecated }) => (
          <option key={raw} value={raw}>
            {isDeprecated ? `${text} (deprecated)` : text}
          </option>
        ))}
      </select>
      <ProblemNote id={noteId} filled={facts.filled} problem={problem} />
    </div>
  );
}
