/** An Any: the choice of its type, and the fields of that type. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import { useId } from "react";
import { initialAny } from "../../model/form-edit.ts";
import { appendProperty, replaceNode } from "../../model/json-edit.ts";
import { type JsonNode, propertyNamed, stringOf } from "../../model/json-node.ts";
import { packedSlot, slotOfMessage, typeNameOf } from "../../model/slot.ts";
import { useForm, type ValueProps } from "./form-context.ts";
import { MessageFields } from "./message-fields.tsx";

export function AnyFields({ object, onChange, label, depth }: ValueProps & { readonly object: JsonNode }) {
  const { text, edit, registry, Value } = useForm();
  const id = useId();
  const typeUrl = stringOf(propertyNamed(object, "@type")?.value);
  const typeName = typeUrl === undefined ? "" : typeNameOf(typeUrl);
  const types = typesOf(registry);
  const packed = packedSlot(typeUrl, registry);
  const value = propertyNamed(object, "value")?.value;
  const choose = (name: string) => {
    const message = registry.getMessage(name);
    onChange(message ? initialAny(name, slotOfMessage(message)) : "{}");
  };
  return (
    <div className="form-fields">
      <div className="form-row is-set">
        <div className="form-label">
          <label htmlFor={id}>@type</label>
        </div>
        <div className="form-control">
          <select
            id={id}
            aria-label={`Type of ${label}`}
            value={typeName}
            aria-invalid={typeName !== "" && !packed}
            onChange={(event) => choose(event.target.value)}
          >
            <option value="">no type</option>
            {types.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
            {typeName !== "" && !types.includes(typeName) && <option value={typeName}>{typeName} (unknown)</option>}
          </select>
          {typeName !== "" && !packed && <p className="problem">The schema has no {typeName}: choose another type.</p>}
        </div>
      </div>
      {packed?.kind === "message" && (
        <MessageFields message={packed.message} object={object} depth={depth} expected={["@type"]} />
      )}
      {packed && packed.kind !== "message" && (
        <div className="form-row is-set">
          <div className="form-label">
            <label htmlFor={`${id}-value`}>value</label>
          </div>
          <Value
            slot={packed}
            node={value}
            onChange={(json) =>
              edit(value ? replaceNode(value, json ?? '""') : appendProperty(text, object, "value", json ?? '""'))
            }
            label={`Value of ${label}`}
            id={`${id}-value`}
            depth={depth + 1}
            isOptional={false}
          />
        </div>
      )}
    </div>
  );
}

function typesOf(registry: Registry): readonly string[] {
  return [...registry]
    .filter((type): type is DescMessage => type.kind === "message")
    .map(({ typeName }) => typeName)
    .sort();
}
