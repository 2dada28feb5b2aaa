/** Validates options, which JavaScript may get wrong: an invalid one is rejected by name, where it was given. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/** Throws invalid_argument if the option is set and invalid. */
export function expectOption(name: string, value: unknown, isPossible: boolean, expected: string): void {
  if (value !== undefined && !isPossible) {
    throw new ConnectError(Code.InvalidArgument, `${name} is ${shown(value)}, expected ${expected}`);
  }
}

/** Checks a number. A NaN would slip through every later comparison. */
export function expectNumber(name: string, value: unknown, least: number, unit: string): void {
  const isPossible = typeof value === "number" && value >= least;
  expectOption(name, value, isPossible, `${least > 0 ? `at least ${least}` : `0 or more`} ${unit}`);
}

export function expectFunction(name: string, value: unknown): void {
  expectOption(name, value, typeof value === "function", "a function");
}

function shown(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "object":
      return value === null ? "null" : Array.isArray(value) ? `[${value.map(shown).join(", ")}]` : "an object";
    case "function":
      return "a function";
    default:
      return String(value);
  }
}
