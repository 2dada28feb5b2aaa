/** Shortens the strings, bytes and lists of a message, so that one of many megabytes can be shown quickly as JSON. */
import { type DescField, type DescMessage, type Message, ScalarType } from "@bufbuild/protobuf";

export interface ShortenedMessage<T> {
  readonly value: T;
  readonly isShortened: boolean;
}

/** Returns a copy in which nothing exceeds `limit` bytes, characters or items; the message itself if nothing did. */
export function shortenMessage(schema: DescMessage, message: Message, limit: number): ShortenedMessage<Message> {
  let copy: (Message & Record<string, unknown>) | undefined;
  for (const field of schema.fields) {
    const holder = field.oneof?.localName ?? field.localName;
    const held = (message as Message & Record<string, unknown>)[holder];
    const choice = field.oneof ? (held as { case?: string; value?: unknown }) : undefined;
    if (choice && choice.case !== field.localName) {
      continue;
    }
    const { value, isShortened } = shortenValue(field, choice ? choice.value : held, limit);
    if (isShortened) {
      copy ??= Object.assign(Object.create(Object.getPrototypeOf(message)), message) as Message &
        Record<string, unknown>;
      copy[holder] = choice ? { ...choice, value } : value;
    }
  }
  return { value: copy ?? message, isShortened: copy !== undefined };
}

function shortenValue(field: DescField, value: unknown, limit: number): ShortenedMessage<unknown> {
  if (value === undefined || value === null) {
    return { value, isShortened: false };
  }
  switch (field.fieldKind) {
    case "list": {
      const items = value as unknown[];
      const shortened = items.slice(0, limit).map((item) => shortenOne(field, item, limit));
      return { value: shortened.map((item) => item.value), isShortened: items.length > limit || shortened.some(isCut) };
    }
    case "map": {
      const entries = Object.entries(value);
      const shortened = entries.slice(0, limit).map(([key, item]) => [key, shortenOne(field, item, limit)] as const);
      return {
        value: Object.fromEntries(shortened.map(([key, item]) => [key, item.value])),
        isShortened: entries.length > limit || shortened.some(([, item]) => isCut(item)),
      };
    }
    default:
      return shortenOne(field, value, limit);
  }
}

function shortenOne(field: DescField, value: unknown, limit: number): ShortenedMessage<unknown> {
  if (field.message) {
    return shortenMessage(field.message, value as Message, limit);
  }
  if (field.scalar === ScalarType.STRING || field.scalar === ScalarType.BYTES) {
    const long = value as string | Uint8Array;
    return long.length > limit ? { value: long.slice(0, limit), isShortened: true } : { value, isShortened: false };
  }
  return { value, isShortened: false };
}

function isCut({ isShortened }: ShortenedMessage<unknown>): boolean {
  return isShortened;
}
