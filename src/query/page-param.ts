/** The field of a request that says which page is asked for, named by its path: "pageToken", "page.token". */
import { create, type DescMessage, type MessageInitShape } from "@bufbuild/protobuf";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/** A oneof is none: it says which field, and then its value. */
type Fields<T> = {
  [K in Exclude<keyof T & string, `$${string}`>]: NonNullable<T[K]> extends { $typeName: string }
    ? K
    : NonNullable<T[K]> extends { case: string | undefined }
      ? never
      : K;
}[Exclude<keyof T & string, `$${string}`>];

/** Paths through the fields of a message, up to three deep. */
export type FieldPath<T, Depth extends 0[] = []> = Depth["length"] extends 3
  ? never
  : {
      [K in Fields<T>]: NonNullable<T[K]> extends { $typeName: string }
        ? K | `${K}.${FieldPath<NonNullable<T[K]>, [...Depth, 0]>}`
        : K;
    }[Fields<T>];

/** What stands at a path. */
export type FieldAt<T, P extends string> = P extends `${infer Head}.${infer Tail}`
  ? Head extends keyof T
    ? FieldAt<NonNullable<T[Head]>, Tail>
    : never
  : P extends keyof T
    ? T[P]
    : never;

/** What a request says at a path; the field's default if it says nothing. */
export function getField<D extends DescMessage>(type: D, input: MessageInitShape<D>, path: string): unknown {
  const [head = "", ...tail] = path.split(".");
  const field = fieldOf(type, head);
  const value = (input as Record<string, unknown>)[head];
  if (tail.length > 0) {
    return getField(messageOf(field.message, path), (value ?? {}) as MessageInitShape<DescMessage>, tail.join("."));
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
  const field = fieldOf(type, head);
  const fields = create(type, input) as unknown as Record<string, unknown>;
  const next =
    tail.length > 0
      ? withField(messageOf(field.message, path), (fields[head] ?? {}) as never, tail.join("."), value)
      : value;
  return { ...fields, [head]: next } as unknown as MessageInitShape<D>;
}

function fieldOf(type: DescMessage, name: string) {
  const field = type.field[name];
  if (!field) {
    const known = type.fields.map(({ localName }) => localName).join(", ");
    throw new ConnectError(Code.InvalidArgument, `pageParam: ${type.typeName} has no field ${name}, only ${known}`);
  }
  return field;
}

function messageOf(type: DescMessage | undefined, path: string): DescMessage {
  if (!type) {
    throw new ConnectError(Code.InvalidArgument, `pageParam: nothing is inside of "${path.split(".")[0]}"`);
  }
  return type;
}
