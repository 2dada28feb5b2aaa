/** Options from JavaScript may be anything: what cannot work is refused by name, and not at the first call. */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";
import { kindOf } from "./kind-of.ts";

/** The complaint about an option, or a part of one, that is something else than it has to be. */
export function invalidOption(name: string, value: unknown, expected: string): ConnectError {
  return new ConnectError(Code.InvalidArgument, `${name} is ${kindOf(value)}, expected ${expected}`);
}

/** Throws unless it is an array of what `isFine` takes. */
export function checkList(name: string, list: unknown, expected: string, isFine: (item: unknown) => boolean): void {
  if (!Array.isArray(list)) {
    throw invalidOption(name, list, `an array of ${expected}`);
  }
  // Not by forEach, which passes over the holes of an array.
  for (const [index, item] of list.entries()) {
    if (!isFine(item)) {
      throw invalidOption(`${name}[${index}]`, item, expected);
    }
  }
}

/** The value as it is. Throws unless it is a number from 0 on, or left out. */
export function positiveNumber(name: string, value: number | undefined): number | undefined {
  if (value !== undefined && !(typeof value === "number" && value >= 0)) {
    const given = typeof value === "number" ? value : kindOf(value);
    throw new ConnectError(Code.InvalidArgument, `${name} is ${given}, expected a positive number`);
  }
  return value;
}

/** Throws unless it is a function, or left out. */
export function checkFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function") {
    throw invalidOption(name, value, "a function");
  }
}

/** True for an object that has all of these methods. */
export function hasMethods(value: unknown, ...names: string[]): boolean {
  return names.every((name) => typeof Object(value)[name] === "function");
}
