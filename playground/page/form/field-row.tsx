/** A field of a message: its name, what is known about it, and the control for its value. */
import { useId } from "react";
import { defaultText, describeField, hasPresence, isRequired } from "../../model/describe-field.ts";
import { setField } from "../../model/form-edit.ts";
import { initialJson, initialKey } from "../../model/form-input.ts";
import type { FieldMember } from "../../model/form-members.ts";
import type { JsonNode } from "../../model/json-node.ts";
import type { Slot } from "../../model/slot.ts";
import { FieldSection } from "./field-section.tsx";
import { useForm } from "./form-context.ts";
import { TypeName } from "./type-name.tsx";

export interface FieldRowProps {
  readonly member: FieldMember;
  readonly object: JsonNode;
  readonly depth: number;
}

export function FieldRow({ member, object, depth }: FieldRowProps) {
  const { text, edit, Value } = useForm();
  const id = useId();
  const { field, slot, property, value } = member;
  const { type, comment, isDeprecated } = describeField(field);
  const set = (json: string | undefined) => edit(setField(text, object, member, json));
  const control = (
    <Value
      slot={slot}
      node={value}
      onChange={set}
      label={field.jsonName}
      id={id}
      depth={depth + 1}
      isOptional={hasPresence(field)}
      placeholder={defaultText(field)}
    />
  );
  const clear = property && (
    <button
      type="button"
      className="button-quiet"
      aria-label={`Clear ${field.jsonName}`}
      title="Remove from the request"
      onClick={() => set(undefined)}
    >
      <span aria-hidden="true">✕</span>
    </button>
  );
  const marks = (
    <>
      <TypeName type={type} />
      {isRequired(field) && <span className="form-mark">required</span>}
      {isDeprecated && <span className="form-mark is-deprecated">deprecated</span>}
    </>
  );
  const isList = slot.kind === "list" && value?.kind === "array";
  const isMap = slot.kind === "map" && value?.kind === "object";
  const parts = isList ? value.items : isMap ? value.properties : undefined;
  const isEmpty = !value || parts?.length === 0;
  if (slot.kind === "message" || slot.kind === "any" || slot.kind === "list" || slot.kind === "map") {
    return (
      <FieldSection
        name={field.jsonName}
        marks={marks}
        comment={comment}
        count={parts?.length}
        actions={clear}
        onAdd={isEmpty ? () => set(firstJson(slot)) : undefined}
        isInitiallyOpen={depth < 2 || value?.properties.length === 0}
      >
        {control}
      </FieldSection>
    );
  }
  return (
    <div className={value ? "form-row is-set" : "form-row"}>
      <div className="form-label">
        <label htmlFor={id}>{field.jsonName}</label> {marks}
        {comment && (
          <p className="form-comment" title={comment}>
            {comment}
          </p>
        )}
      </div>
      <div className="form-inline">
        {control}
        {clear}
      </div>
    </div>
  );
}

/** The JSON of a field that was just added. A list gets its first element. */
function firstJson(slot: Slot): string {
  switch (slot.kind) {
    case "list":
      return `[${initialJson(slot.item)}]`;
    case "map":
      return `{ ${JSON.stringify(initialKey(slot.key))}: ${initialJson(slot.item)} }`;
    default:
      return initialJson(slot);
  }
}
