/**
 * Validates options, which in JavaScript may be anything: invalid ones are rejected by name up front, not at the first
 * call.
 */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";
import { kindOf } from "./kind-of.ts";

/** Returns the error for an option, or a part of one, of the wrong kind. */
export function invalidOption(name: string, value: unknown, expected: string): ConnectError {
  return new ConnectError(Code.InvalidArgument, `${name} is ${kindOf(value)}, expected ${expected}`);
}

/** Throws unless `list` is an array of items that `isFine` accepts. */
export function checkList(name: string, list: unknown, expected: string, isFine: (item: unknown) => boolean): void {
  if (!Array.isArray(list)) {
    throw invalidOption(name, list, `an array of ${expected}`);
  }
  // Not forEach, which skips holes in an array.
  for (const [index, item] of list.entries()) {
    if (!isFine(item)) {
      throw invalidOption(`${name}[${index}]`, item, expected);
    }
  }
}

/** Returns the value. Throws unless it is a number from 0 up, or undefined. */
export function positiveNumber(name: string, value: number | undefined): number | undefined {
  if (value !== undefined && !(typeof value === "number" && value >= 0)) {
    const given = typeof value === "number" ? value : kindOf(value);
    throw new ConnectError(Code.InvalidArgument, `${name} is ${given}, expected a positive number`);
  }
  return value;
}

/** Throws unless the value is a function, or undefined. */
export function checkFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function") {
    throw invalidOption(name, value, "a function");
  }
}

/** Returns true for an object that has all of these methods. */
export function hasMethods(value: unknown, ...names: string[]): boolean {
  return names.every((name) => typeof Object(value)[name] === "function");
}
