/** The control for a value, by what may stand there. */
import { ScalarType } from "@bufbuild/protobuf";
import { initialJson } from "../../model/form-input.ts";
import type { JsonNode } from "../../model/json-node.ts";
import type { SlotKind } from "../../model/slot.ts";
import { AnyFields } from "./any-fields.tsx";
import { BoolControl } from "./bool-control.tsx";
import { BytesControl } from "./bytes-control.tsx";
import { DurationControl } from "./duration-control.tsx";
import { EnumControl } from "./enum-control.tsx";
import { FieldMaskControl } from "./field-mask-control.tsx";
import type { ValueProps } from "./form-context.ts";
import { JsonControl } from "./json-control.tsx";
import { ListItems } from "./list-items.tsx";
import { MapRows } from "./map-rows.tsx";
import { MessageFields } from "./message-fields.tsx";
import { TextControl } from "./text-control.tsx";
import { TimestampControl } from "./timestamp-control.tsx";

const shapes: Partial<Record<SlotKind, JsonNode["kind"]>> = {
  message: "object",
  any: "object",
  map: "object",
  list: "array",
};

export function FormValue(props: ValueProps) {
  const { slot, node } = props;
  const shape = shapes[slot.kind];
  if (shape && node && node.kind !== shape) {
    return <Misfit {...props} />;
  }
  switch (slot.kind) {
    case "message":
      return node && <MessageFields message={slot.message} object={node} depth={props.depth} />;
    case "any":
      return node && <AnyFields {...props} object={node} />;
    case "list":
      return <ListItems {...props} item={slot.item} />;
    case "map":
      return <MapRows {...props} keyType={slot.key} item={slot.item} />;
    case "enum":
      return <EnumControl {...props} slot={slot} />;
    case "struct":
    case "value":
    case "listValue":
      return <JsonControl {...props} slot={slot} />;
    case "scalar":
      if (slot.scalar === ScalarType.BOOL) {
        return <BoolControl {...props} slot={slot} />;
      }
      return slot.scalar === ScalarType.BYTES ? (
        <BytesControl {...props} slot={slot} />
      ) : (
        <TextControl {...props} slot={slot} />
      );
    case "timestamp":
      return <TimestampControl {...props} slot={slot} />;
    case "duration":
      return <DurationControl {...props} slot={slot} />;
    case "fieldMask":
      return <FieldMaskControl {...props} slot={slot} />;
  }
}

/** JSON of another shape than the type has. It stays until the user decides otherwise. */
function Misfit({ slot, node, onChange, label }: ValueProps) {
  return (
    <p className="problem">
      Here is {node?.raw.slice(0, 40)}, which does not fit.{" "}
      <button
        type="button"
        className="button-quiet"
        aria-label={`Start over with ${label}`}
        onClick={() => onChange(initialJson(slot))}
      >
        Start over
      </button>
    </p>
  );
}
