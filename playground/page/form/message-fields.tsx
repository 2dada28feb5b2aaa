/** The fields of a message, in the order of the .proto file. */
import type { DescMessage } from "@bufbuild/protobuf";
import { membersOf, unknownKeys } from "../../model/form-members.ts";
import type { JsonNode } from "../../model/json-node.ts";
import { FieldRow } from "./field-row.tsx";
import { OneofRow } from "./oneof-row.tsx";

export interface MessageFieldsProps {
  readonly message: DescMessage;
  readonly object: JsonNode;
  readonly depth: number;
  /** Keys that are no fields and are shown elsewhere. */
  readonly expected?: readonly string[];
}

export function MessageFields({ message, object, depth, expected = [] }: MessageFieldsProps) {
  const unknown = unknownKeys(message, object).filter((key) => !expected.includes(key));
  return (
    <div className="form-fields">
      {membersOf(message, object).map((member) =>
        member.kind === "field" ? (
          <FieldRow key={member.field.number} member={member} object={object} depth={depth} />
        ) : (
          <OneofRow key={member.oneof.name} member={member} object={object} depth={depth} />
        ),
      )}
      {message.fields.length === 0 && <p className="form-note">{message.typeName} has no fields.</p>}
      {unknown.length > 0 && (
        <p className="form-note">
          Kept, but not a field of {message.typeName}: {unknown.join(", ")}. Edit it as JSON.
        </p>
      )}
    </div>
  );
}
