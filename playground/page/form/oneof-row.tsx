/** A oneof: the choice of a field, and the control for that field. */
import { useId, useRef } from "react";
import { commentOf } from "../../model/comment-of.ts";
import { chooseField } from "../../model/form-edit.ts";
import type { OneofMember } from "../../model/form-members.ts";
import type { JsonNode } from "../../model/json-node.ts";
import { FieldRow } from "./field-row.tsx";
import { useForm } from "./form-context.ts";

export interface OneofRowProps {
  readonly member: OneofMember;
  readonly object: JsonNode;
  readonly depth: number;
}

export function OneofRow({ member, object, depth }: OneofRowProps) {
  const { text, edit } = useForm();
  const id = useId();
  // What was entered for a choice comes back when it is chosen again.
  const entered = useRef(new Map<string, string>());
  const { oneof, chosen, fields } = member;
  const comment = commentOf(oneof);
  const choose = (name: string) => {
    if (chosen?.value) {
      entered.current.set(chosen.field.name, chosen.value.raw);
    }
    const field = fields.find((candidate) => candidate.field.name === name)?.field;
    edit(chooseField(text, object, member, field, entered.current.get(name)));
  };
  return (
    <div className="form-oneof">
      <div className={chosen ? "form-row is-set" : "form-row"}>
        <div className="form-label">
          <label htmlFor={id}>{oneof.name}</label> <span className="form-type">oneof</span>
          {comment && (
            <p className="form-comment" title={comment}>
              {comment}
            </p>
          )}
        </div>
        <select id={id} value={chosen?.field.name ?? ""} onChange={(event) => choose(event.target.value)}>
          <option value="">not set</option>
          {fields.map(({ field }) => (
            <option key={field.name} value={field.name}>
              {field.jsonName}
            </option>
          ))}
        </select>
      </div>
      {chosen && <FieldRow key={chosen.field.name} member={chosen} object={object} depth={depth} />}
    </div>
  );
}
