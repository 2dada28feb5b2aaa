/** Options that are numbers: a NaN would slip through every comparison that is made with it later. */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";

/** The value as it is; throws invalid_argument if it is anything but a number. */
export function numberOption(name: string, value: number | undefined): number | undefined {
  // Of all values, NaN included, only a true number is the same as its own conversion.
  if (value !== undefined && Number(value) !== value) {
    throw new ConnectError(Code.InvalidArgument, `${name} is ${value}, expected a number`);
  }
  return value;
}
