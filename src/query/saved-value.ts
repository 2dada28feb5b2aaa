/** Saves values that JSON cannot represent as values that it can, and restores them. */

import {
  type DescMessage,
  fromBinary,
  isMessage,
  type JsonObject,
  type JsonValue,
  type Message,
  toBinary,
} from "@bufbuild/protobuf";
import { Code, isCode } from "../core/code.ts";
import { ConnectError, isConnectError } from "../core/connect-error.ts";
import { Metadata } from "../core/metadata.ts";
import { isBytes, isDate, isError, isMap, isSet } from "../core/realm.ts";
import { decodeBase64, encodeBase64 } from "../wire/base64.ts";
import { jsonNumber } from "./json-number.ts";
import { hasProperties, type Properties } from "./nested-message.ts";

/** The property with the kind of a saved value. */
export const tag = "~farcall";

/** Message types by their full names. */
export type MessageTypes = ReadonlyMap<string, DescMessage>;

interface Saving {
  readonly types: MessageTypes;
  /** Saves a part of the value. */
  save(part: unknown): JsonValue;
}

interface Restoring {
  readonly types: MessageTypes;
  /** Restores a part of the value. */
  restore(part: unknown): unknown;
}

interface SavedKind<T = unknown> {
  is(value: unknown): value is T;
  save(value: T, saving: Saving): JsonObject;
  /** Throws any error if `saved` is malformed. */
  restore(saved: Properties, restoring: Restoring): T;
}

const message: SavedKind<Message> = {
  is: (value) => isMessage(value),
  // Binary, because only this format keeps everything: presence, unknown fields, and an Any of unknown type.
  save: (value, { types }) => {
    const type = value.$typeName;
    const desc = messageType(types, type);
    try {
      return { type, value: encodeBase64(toBinary(desc, value)) };
    } catch (reason) {
      throw ConnectError.from(reason, Code.InvalidArgument, `cannot serialize ${type}`);
    }
  },
  restore: (saved, { types }) =>
    fromBinary(messageType(types, text(saved, "type")), decodeBase64(text(saved, "value"))),
};

function messageType(types: MessageTypes, name: string): DescMessage {
  const type = types.get(name);
  if (!type) {
    throw new ConnectError(
      Code.FailedPrecondition,
      `the message type ${name} is unknown: add it to the registry given to rpcSerialization: createRegistry(...)`,
    );
  }
  return type;
}

const bigint: SavedKind<bigint> = {
  is: (value) => typeof value === "bigint",
  save: (value) => ({ value: String(value) }),
  restore: (saved) => BigInt(text(saved, "value")),
};

const number: SavedKind<number> = {
  is: (value): value is number => typeof value === "number" && typeof jsonNumber(value) === "string",
  save: (value) => ({ value: jsonNumber(value) }),
  restore: (saved) => numberOf(text(saved, "value")),
};

function numberOf(value: string): number {
  const restored = Number(value);
  if (String(jsonNumber(restored)) !== value) {
    throw new Error(`${JSON.stringify(value)} is not a number`);
  }
  return restored;
}

/** In a list, undefined also replaces what cannot be saved, so that the other items keep their places. */
const nothing: SavedKind<undefined> = {
  is: (value): value is undefined => value === undefined || !isSavable(value),
  save: () => ({}),
  restore: () => undefined,
};

/** Returns false for what JSON omits too: functions and symbols. */
export function isSavable(value: unknown): boolean {
  return typeof value !== "function" && typeof value !== "symbol";
}

const bytes: SavedKind<Uint8Array> = {
  is: isBytes,
  save: (value) => ({ value: encodeBase64(value) }),
  restore: (saved) => decodeBase64(text(saved, "value")),
};

const date: SavedKind<Date> = {
  is: isDate,
  // As a string, because the time of an invalid date is NaN.
  save: (value) => ({ value: String(value.getTime()) }),
  restore: (saved) => new Date(numberOf(text(saved, "value"))),
};

const map: SavedKind<Map<unknown, unknown>> = {
  is: isMap,
  save: (value, { save }) => ({ value: save([...value]) }),
  restore: (saved, { restore }) => new Map(restore(list(saved, "value")) as [unknown, unknown][]),
};

const set: SavedKind<Set<unknown>> = {
  is: isSet,
  save: (value, { save }) => ({ value: save([...value]) }),
  restore: (saved, { restore }) => new Set(restore(list(saved, "value")) as unknown[]),
};

const connectError: SavedKind<ConnectError> = {
  is: isConnectError,
  save: ({ code, rawMessage, details, metadata, method }) => ({
    code,
    message: rawMessage,
    details: details.map(({ type, value }) => ({ type, value: encodeBase64(value) })),
    metadata: [...metadata.allItems()],
    ...(method !== undefined && { method }),
  }),
  restore: (saved) => {
    const code = text(saved, "code");
    if (!isCode(code)) {
      throw new Error(`${JSON.stringify(code)} is not a code`);
    }
    const details = list(saved, "details").map((detail) => ({
      type: text(detail as Properties, "type"),
      value: decodeBase64(text(detail as Properties, "value")),
    }));
    const metadata = new Metadata();
    for (const [name, value] of list(saved, "metadata") as [string, string][]) {
      metadata.appendRaw(name, value);
    }
    const error = new ConnectError(code, text(saved, "message"), { details, metadata });
    if (saved.method !== undefined) {
      error.method = text(saved, "method");
    }
    return error;
  },
};

const error: SavedKind<Error> = {
  is: isError,
  save: ({ name, message }) => ({ name, message }),
  restore: (saved) => {
    const restored = new Error(text(saved, "message"));
    restored.name = text(saved, "name");
    return restored;
  },
};

/** A plain object that happens to have a property named like the tag. */
const object: SavedKind<Properties> = {
  is: (value): value is Properties => hasProperties(value) && Object.hasOwn(value, tag),
  save: (value, { save }) => ({ value: save(savableEntries(value)) }),
  restore: (saved, { restore }) => Object.fromEntries(restore(list(saved, "value")) as [string, unknown][]),
};

/** Returns the properties of an object that can be saved. */
export function savableEntries(object: Properties): [name: string, value: unknown][] {
  return Object.entries(object).filter(([, value]) => isSavable(value));
}

/** By name. The order matters, because a value may be of two kinds: a ConnectError is an Error. */
const kinds: Readonly<Record<string, SavedKind>> = {
  message,
  bigint,
  number,
  undefined: nothing,
  bytes,
  date,
  map,
  set,
  connectError,
  error,
  object,
};
const kindsByName = Object.entries(kinds);

/** Returns the saved form of a value that JSON cannot represent; undefined if JSON can. */
export function saveSpecial(value: unknown, saving: Saving): JsonObject | undefined {
  for (const [name, kind] of kindsByName) {
    if (kind.is(value)) {
      return { [tag]: name, ...kind.save(value, saving) };
    }
  }
  return undefined;
}

/** Restores a value from its saved form. Throws a ConnectError with data_loss if the form is malformed. */
export function restoreSpecial(saved: Properties, restoring: Restoring): unknown {
  const name = String(saved[tag]);
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (!kind) {
    throw new ConnectError(Code.DataLoss, `the saved data has a value of unknown kind ${JSON.stringify(name)}`);
  }
  try {
    return kind.restore(saved, restoring);
  } catch (reason) {
    if (isConnectError(reason)) {
      throw reason; // from a part, or for a type missing from the registry
    }
    throw new ConnectError(
      Code.DataLoss,
      `the saved data has a malformed ${name}: ${ConnectError.from(reason).rawMessage}`,
      { cause: reason },
    );
  }
}

function text(saved: Properties, property: string): string {
  const value = saved[property];
  if (typeof value !== "string") {
    throw new Error(`${property} is not a string`);
  }
  return value;
}

function list(saved: Properties, property: string): readonly unknown[] {
  const value = saved[property];
  if (!Array.isArray(value)) {
    throw new Error(`${property} is not an array`);
  }
  return value;
}
