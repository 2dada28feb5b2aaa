/** The level, the only option of each compression. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

export interface LevelRange {
  /** The name of the compression, for error messages. */
  compression: string;
  /** The name of the option. */
  name: string;
  least: number;
  most: number;
}

/** Returns the configured level, if any. Throws for anything else, which would go unnoticed otherwise. */
export function levelOption(options: unknown, { compression, name, least, most }: LevelRange): number | undefined {
  if (typeof options !== "object" || options === null) {
    throw impossible(`the options of ${compression} are ${shown(options)}, expected an object: { ${name}: ${least} }`);
  }
  const unknown = Object.keys(options).find((key) => key !== name);
  if (unknown !== undefined) {
    throw impossible(`${compression} has no option ${unknown}, only ${name}`);
  }
  const level = (options as Record<string, unknown>)[name];
  if (level !== undefined && !(Number.isInteger(level) && (level as number) >= least && (level as number) <= most)) {
    throw impossible(`${name} is ${shown(level)}, expected a whole number from ${least} to ${most}`);
  }
  return level as number | undefined;
}

const impossible = (what: string): ConnectError => new ConnectError(Code.InvalidArgument, what);

/** Quotes strings, which would otherwise look like numbers. */
const shown = (value: unknown): string => (typeof value === "string" ? JSON.stringify(value) : String(value));
