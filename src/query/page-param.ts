/** Gets and sets the field of a request that selects the page, given by its path: "pageToken", "page.token". */
import { create, type DescField, type DescMessage, type DescOneof, type MessageInitShape } from "@bufbuild/protobuf";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { nestedMessage } from "./nested-message.ts";

type Members<T> = Exclude<keyof T & string, `$${string}`>;

/**
 * Paths through the fields of a message, up to three levels deep. A oneof ends a path: its value is the selected case
 * with that case's value.
 */
export type FieldPath<T, Depth extends 0[] = []> = Depth["length"] extends 3
  ? never
  : {
      [K in Members<T>]: NonNullable<T[K]> extends { $typeName: string }
        ? K | `${K}.${FieldPath<NonNullable<T[K]>, [...Depth, 0]>}`
        : K;
    }[Members<T>];

/** The type of the field at a path. */
export type FieldAt<T, P extends string> = P extends `${infer Head}.${infer Tail}`
  ? Head extends keyof T
    ? FieldAt<NonNullable<T[Head]>, Tail>
    : never
  : P extends keyof T
    ? T[P]
    : never;

/** Returns the value at a path, or the field's default. Throws invalid_argument if there is no such field. */
export function getField<D extends DescMessage>(type: D, input: MessageInitShape<D>, path: string): unknown {
  const [head = "", ...tail] = path.split(".");
  const member = memberOf(type, head);
  const value = (input as Record<string, unknown> | undefined)?.[head];
  if (tail.length > 0) {
    return getField(messageOf(member, path), (value ?? {}) as MessageInitShape<DescMessage>, tail.join("."));
  }
  return value ?? (create(type) as unknown as Record<string, unknown>)[head];
}

/** Returns a copy of the request with another value at a path. */
export function withField<D extends DescMessage>(
  type: D,
  input: MessageInitShape<D>,
  path: string,
  value: unknown,
): MessageInitShape<D> {
  const [head = "", ...tail] = path.split(".");
  const member = memberOf(type, head);
  const fields = create(type, input) as unknown as Record<string, unknown>;
  const next =
    tail.length > 0 ? withField(messageOf(member, path), (fields[head] ?? {}) as never, tail.join("."), value) : value;
  return { ...fields, [head]: next } as unknown as MessageInitShape<D>;
}

function memberOf(type: DescMessage, name: string): DescField | DescOneof {
  const member = type.members.find(({ localName }) => localName === name);
  if (!member) {
    const oneof = type.field[name]?.oneof;
    const known = type.members.map(({ localName }) => localName).join(", ");
    throw new ConnectError(
      Code.InvalidArgument,
      oneof
        ? `pageParam: ${name} is part of a oneof: use ${oneof.localName}, with pages like { case: "${name}", value }`
        : `pageParam: ${type.typeName} has no field ${name}, only ${known}`,
    );
  }
  return member;
}

function messageOf(member: DescField | DescOneof, path: string): DescMessage {
  const type = member.kind === "field" && member.fieldKind === "message" ? nestedMessage(member) : undefined;
  if (!type) {
    throw new ConnectError(Code.InvalidArgument, `pageParam: "${path.split(".")[0]}" has no fields`);
  }
  return type;
}
