/** Validates numeric options: a NaN would slip through every later comparison. */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";

/** Returns the value. Throws invalid_argument unless it is undefined or a number of at least `least`. */
export function numberOption(name: string, value: number | undefined, least = -Infinity): number | undefined {
  if (value !== undefined && !(typeof value === "number" && value >= least)) {
    throw new ConnectError(Code.InvalidArgument, `${name} must be a positive number`);
  }
  return value;
}
