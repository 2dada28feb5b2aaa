/**
 * Finds the field that cannot be encoded. Writers do not know names, so the message is encoded once more, through proxies
 * that note what is read last.
 */
import type { AnyMessage } from "./compiled-type.ts";
import { fail } from "./fail.ts";
import { bytesOf } from "./writer.ts";

/** Names of fields that do not follow from their local names. */
export type FieldNames = Readonly<Record<string, string>>;

interface Probe {
  last?: readonly [message: AnyMessage, localName: string];
  readonly names: Map<string, FieldNames>;
}

let probe: Probe | undefined;

/** Refuses a message of another type. */
export function failType(message: AnyMessage, typeName: string): never {
  fail(`cannot use a message ${message.$typeName} as ${typeName}`);
}

/** Tells the names of fields to whoever looks for one that cannot be encoded. */
export function tellNames(typeName: string, names: FieldNames): void {
  probe?.names.set(typeName, names);
}

/** The message that a value stands for which is stored without one. */
export function wrap(typeName: string, value: unknown): AnyMessage {
  const message = { $typeName: typeName, value };
  return probe ? observed(message, probe) : message;
}

export function failRequired(): never {
  fail("required field not set");
}

/** Returns an error that names the field, from the error of an attempt to write the message. */
export function nameField(error: unknown, message: AnyMessage, write: (message: AnyMessage) => void): unknown {
  const before = probe;
  const current: Probe = { names: new Map() };
  probe = current;
  try {
    bytesOf(undefined, write, observed(message, current));
  } catch (again) {
    if (current.last && again instanceof Error) {
      return new Error(`cannot encode field ${fieldName(current)} to binary: ${again.message}`, { cause: error });
    }
  } finally {
    probe = before;
  }
  return error;
}

function fieldName({ last, names }: Probe): string {
  const [message, key] = last as NonNullable<Probe["last"]>;
  const group = message[key] as { case?: unknown } | undefined;
  const localName = typeof group?.case === "string" ? group.case : key;
  const odd = names.get(message.$typeName) ?? {};
  const given = Object.hasOwn(odd, localName) ? odd[localName] : undefined;
  return `${message.$typeName}.${given ?? localName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

function observed<T extends object>(target: T, current: Probe): T {
  return new Proxy(target, {
    get(_, key) {
      const value: unknown = Reflect.get(target, key);
      if ("$typeName" in target && typeof key === "string" && !key.startsWith("$")) {
        current.last = [target as unknown as AnyMessage, key];
      }
      return value !== null && typeof value === "object" && !ArrayBuffer.isView(value)
        ? observed(value, current)
        : value;
    },
  });
}
