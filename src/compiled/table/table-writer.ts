/** Writes a message as its plan says. */
import type { AnyMessage, CompiledMessage } from "../compiled-type.ts";
import { failRequired, failType, tellNames, wrap } from "../encode-error.ts";
import { structOf } from "../struct-json.ts";
import { writeUnknown } from "../unknown-fields.ts";
import { close, open, writeGroup, writeMessage } from "../writer.ts";
import { type Field, Kind, type MapKey, type Plan } from "./plan.ts";
import { wireTypeOf } from "./scalars.ts";

type OneofGroup = { case: string | undefined; value?: unknown };
type Map = Record<string, unknown>;

export function writePlanned(plan: Plan, typeName: string, message: AnyMessage): void {
  const { inOrder } = plan;
  if (inOrder.length > 0) {
    if (message.$typeName !== typeName) {
      failType(message, typeName);
    }
    tellNames(typeName, plan.names);
  }
  for (let i = 0; i < inOrder.length; i++) {
    writeField(inOrder[i] as Field, message);
  }
  if (message.$unknown !== undefined) {
    writeUnknown(message);
  }
}

function writeField(field: Field, message: AnyMessage): void {
  const { name, oneof } = field;
  if (oneof !== undefined) {
    const group = message[oneof] as OneofGroup;
    if (group.case === name) {
      writeValue(field, group.value);
    }
    return;
  }
  const value = message[name];
  switch (field.kind) {
    case Kind.valueList:
      writeList(field, value as unknown[]);
      break;
    case Kind.messageList:
      for (let list = value as unknown[], i = 0; i < list.length; i++) {
        writeValue(field, list[i]);
      }
      break;
    case Kind.map:
      writeMap(field, field.key as MapKey, value as Map);
      break;
    default:
      writeSingle(field, message, value);
  }
}

function writeSingle(field: Field, message: AnyMessage, value: unknown): void {
  if (field.presence === "" && !field.sub) {
    if (isSet(field, value)) {
      writeValue(field, value);
    }
  } else if (value !== undefined && Object.hasOwn(message, field.name)) {
    writeValue(field, value);
  } else if (field.presence === "!") {
    failRequired();
  }
}

/** With implicit presence, a field is set if it is not zero. */
function isSet({ type, zero }: Field, value: unknown): boolean {
  switch (type) {
    case 1:
    case 2:
      return !Object.is(value, 0);
    case 8:
    case 9:
    case 14:
      return value !== zero;
    case 12:
      return (value as Uint8Array).byteLength !== 0;
    default:
      // biome-ignore lint/suspicious/noDoubleEquals: 0n, 0 and "0" are zero
      return value != 0;
  }
}

function writeValue(field: Field, value: unknown): void {
  const { tag, sub } = field;
  if (!sub) {
    field.write(tag, value as never);
  } else if ((tag & 7) === 3) {
    writeGroup(tag, sub.w, messageOf(field, sub, value));
  } else {
    writeMessage(tag, sub.w, messageOf(field, sub, value));
  }
}

function messageOf({ stored }: Field, sub: CompiledMessage, value: unknown): AnyMessage {
  return stored === "" ? (value as AnyMessage) : stored === "j" ? structOf(value) : wrap(sub.typeName, value);
}

function writeList({ tag, write, isPacked }: Field, list: unknown[]): void {
  if (!isPacked) {
    for (let i = 0; i < list.length; i++) {
      write(tag, list[i] as never);
    }
  } else if (list.length > 0) {
    const start = open(tag - (tag & 7) + 2);
    for (let i = 0; i < list.length; i++) {
      write(0, list[i] as never);
    }
    close(start);
  }
}

function writeMap(field: Field, key: MapKey, map: Map): void {
  for (const name of Object.keys(map)) {
    const start = open(field.tag);
    key.write(key.tag, keyOf(key.type, name) as never);
    if (field.sub) {
      writeMessage(18, field.sub.w, messageOf(field, field.sub, map[name]));
    } else {
      field.write(16 + wireTypeOf(field.type), map[name] as never);
    }
    close(start);
  }
}

/** The key of a map, from the name of a property. */
function keyOf(type: number, name: string): unknown {
  switch (type) {
    case 9:
      return name;
    case 8:
      return name !== "" && name !== "false";
    case 3:
    case 4:
    case 6:
    case 16:
    case 18:
      return BigInt(name);
    default:
      // biome-ignore lint/correctness/useParseIntRadix: as protobuf-es does it
      return Number.parseInt(name);
  }
}
