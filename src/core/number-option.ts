/** Options that are numbers: a NaN would slip through every comparison that is made with it later. */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";

/** The value as it is; throws invalid_argument if it is anything but a number, or one below `least`. */
export function numberOption(name: string, value: number | undefined, least = -Infinity): number | undefined {
  if (value !== undefined && !(typeof value === "number" && value >= least)) {
    throw new ConnectError(Code.InvalidArgument, `${name} has to be a positive number`);
  }
  return value;
}
