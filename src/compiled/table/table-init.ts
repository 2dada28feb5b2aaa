/** Makes a message as its plan says. */
import type { AnyMessage } from "../compiled-type.ts";
import { toBytes, toList, toMap, toMessage } from "../init.ts";
import { type Field, Kind, type Plan } from "./plan.ts";

type Fields = Record<string, unknown>;

export function makePlanned({ template, made }: Plan): AnyMessage {
  const message = { ...template };
  for (const [name, make] of made) {
    message[name] = make();
  }
  return message;
}

export function initPlanned({ fields }: Plan, message: AnyMessage, init: Fields): void {
  for (const field of fields) {
    const { name, oneof } = field;
    if (oneof !== undefined) {
      const group = init[oneof] as { case?: unknown; value?: unknown } | null | undefined;
      if (group?.case === name) {
        message[oneof] = { case: name, value: convert(field, group.value) };
      }
    } else if (init[name] != null) {
      message[name] = convertAll(field, init[name]);
    }
  }
}

function convertAll(field: Field, value: unknown): unknown {
  const each = (item: unknown) => convert(field, item);
  switch (field.kind) {
    case Kind.valueList:
    case Kind.messageList:
      return isAsGiven(field) ? value : toList(value, each);
    case Kind.map:
      return isAsGiven(field) ? value : toMap(value, each);
    default:
      return convert(field, value);
  }
}

/** Whether lists and maps of these values are taken as they are. */
function isAsGiven({ type, sub, stored }: Field): boolean {
  return sub ? stored !== "" : type !== 12;
}

function convert({ type, sub, stored }: Field, value: unknown): unknown {
  if (type === 12 || (stored === "w" && sub?.typeName === "google.protobuf.BytesValue")) {
    return toBytes(value);
  }
  return sub && stored === "" ? toMessage(sub, value) : value;
}
