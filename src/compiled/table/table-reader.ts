/** Reads a message as its plan says. */
import type { AnyMessage, CompiledMessage } from "../compiled-type.ts";
import { setOwn } from "../init.ts";
import { endAt, enter, enterGroup, leave, more, readEnd, readTag, skipField } from "../reader.ts";
import { jsonOf, structOf } from "../struct-json.ts";
import { isKnown, readUnknown } from "../unknown-fields.ts";
import { type Field, Kind, type MapKey, type Plan } from "./plan.ts";
import { wireTypeOf } from "./scalars.ts";

type OneofGroup = { case: string | undefined; value?: unknown };

export function readPlanned(plan: Plan, message: AnyMessage, end: number, group: number): AnyMessage {
  const { byTag } = plan;
  while (more(end)) {
    const tag = readTag();
    const field = byTag[tag];
    if (field === undefined) {
      if (readUnknown(message, tag, group)) {
        return message;
      }
      continue;
    }
    const { name } = field;
    switch (field.kind) {
      case Kind.value:
        set(message, field, field.read());
        break;
      case Kind.message:
        readMessage(message, field);
        break;
      case Kind.valueList:
        readValues(message[name] as unknown[], field, tag);
        break;
      case Kind.messageList:
        (message[name] as unknown[]).push(readChild(field, undefined));
        break;
      case Kind.map:
        readEntry(message[name] as object, field, field.key as MapKey);
        break;
      case Kind.closedEnum: {
        const value = field.read();
        if (isKnown(message, tag, field.known, value as number)) {
          set(message, field, value);
        }
      }
    }
  }
  leave(end, group);
  return message;
}

function set(message: AnyMessage, { name, oneof }: Field, value: unknown): void {
  if (oneof === undefined) {
    message[name] = value;
  } else {
    message[oneof] = { case: name, value };
  }
}

function readMessage(message: AnyMessage, field: Field): void {
  const { name, oneof } = field;
  if (oneof === undefined) {
    message[name] = readChild(field, message[name]);
  } else {
    const group = message[oneof] as OneofGroup;
    message[oneof] = { case: name, value: readChild(field, group.case === name ? group.value : undefined) };
  }
}

function readValues(list: unknown[], { read, tag: single }: Field, tag: number): void {
  if (tag === single) {
    list.push(read());
    return;
  }
  const end = readEnd();
  while (more(end)) {
    list.push(read());
  }
  endAt(end);
}

/** Reads a message into `current`, which is what is stored already. Returns what is to be stored. */
function readChild(field: Field, current: unknown): unknown {
  const sub = field.sub as CompiledMessage;
  switch (field.stored) {
    case "j":
      return jsonOf(readInto(field, sub, current === undefined ? new sub.n() : structOf(current)));
    case "w": {
      const wrapper = new sub.n();
      if (current !== undefined) {
        wrapper.value = current;
      }
      return readInto(field, sub, wrapper).value;
    }
    default:
      return readInto(field, sub, (current as AnyMessage | undefined) ?? new sub.n());
  }
}

function readInto(field: Field, sub: CompiledMessage, message: AnyMessage): AnyMessage {
  return (field.tag & 7) === 3 ? sub.r(message, enterGroup(), field.tag + 1) : sub.r(message, enter(), 0);
}

function readEntry(map: object, field: Field, mapKey: MapKey): void {
  const { sub, read } = field;
  const valueTag = 16 + wireTypeOf(field.type);
  let key = mapKey.zero;
  let value: unknown;
  const end = readEnd();
  while (more(end)) {
    const tag = readTag();
    if (tag === mapKey.tag) {
      key = mapKey.read();
    } else if (tag === valueTag) {
      value = sub ? readChild(field, value) : read();
    } else {
      skipField(tag);
    }
  }
  endAt(end);
  setOwn(map, key as string, value ?? missingValue(field));
}

function missingValue({ sub, stored, zero }: Field): unknown {
  if (sub) {
    return stored === "j" ? {} : new sub.n();
  }
  return ArrayBuffer.isView(zero) ? new Uint8Array(0) : zero;
}
