/** The field of a request that says which page is asked for, named by its path: "pageToken", "page.token". */
import { create, type DescField, type DescMessage, type DescOneof, type MessageInitShape } from "@bufbuild/protobuf";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { nestedMessage } from "./nested-message.ts";

type Members<T> = Exclude<keyof T & string, `$${string}`>;

/**
 * Paths through the fields of a message, up to three deep. A oneof is the end of one: it says which of its fields is set,
 * and then its value.
 */
export type FieldPath<T, Depth extends 0[] = []> = Depth["length"] extends 3
  ? never
  : {
      [K in Members<T>]: NonNullable<T[K]> extends { $typeName: string }
        ? K | `${K}.${FieldPath<NonNullable<T[K]>, [...Depth, 0]>}`
        : K;
    }[Members<T>];

/** What stands at a path. */
export type FieldAt<T, P extends string> = P extends `${infer Head}.${infer Tail}`
  ? Head extends keyof T
    ? FieldAt<NonNullable<T[Head]>, Tail>
    : never
  : P extends keyof T
    ? T[P]
    : never;

/** What a request says at a path; the field's default if it says nothing. Throws invalid_argument if there is no such field. */
export function getField<D extends DescMessage>(type: D, input: MessageInitShape<D>, path: string): unknown {
  const [head = "", ...tail] = path.split(".");
  const member = memberOf(type, head);
  const value = (input as Record<string, unknown> | undefined)?.[head];
  if (tail.length > 0) {
    return getField(messageOf(member, path), (value ?? {}) as MessageInitShape<DescMessage>, tail.join("."));
  }
  return value ?? (create(type) as unknown as Record<string, unknown>)[head];
}

/** The request with another value at a path; the one that was given stays as it is. */
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
        ? `pageParam: ${name} is a part of a oneof: name ${oneof.localName}, with pages like { case: "${name}", value }`
        : `pageParam: ${type.typeName} has no field ${name}, only ${known}`,
    );
  }
  return member;
}

function messageOf(member: DescField | DescOneof, path: string): DescMessage {
  const type = member.kind === "field" && member.fieldKind === "message" ? nestedMessage(member) : undefined;
  if (!type) {
    throw new ConnectError(Code.InvalidArgument, `pageParam: nothing is inside of "${path.split(".")[0]}"`);
  }
  return type;
}
