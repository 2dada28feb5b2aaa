/** A Node `vm` context: a separate realm that gets its platform APIs from outside. */
import vm from "node:vm";
import type { CaseRun } from "../calls/run-case.ts";

/** The APIs that no JavaScript engine has by itself. */
const platform = [
  "AbortController",
  "AbortSignal",
  "CompressionStream",
  "DecompressionStream",
  "Headers",
  "MessageChannel",
  "ReadableStream",
  "Request",
  "Response",
  "TextDecoder",
  "TextEncoder",
  "TransformStream",
  "URL",
  "URLSearchParams",
  "WritableStream",
  "atob",
  "btoa",
  "clearInterval",
  "clearTimeout",
  "console",
  "crypto",
  "fetch",
  "performance",
  "queueMicrotask",
  "setInterval",
  "setTimeout",
  "structuredClone",
] as const;

export interface ContextOptions {
  /** The APIs to leave out. */
  without?: readonly string[];
  /** The APIs to use instead of Node's. */
  instead?: Record<string, unknown>;
}

/** Loads the program of the pages into a new context, and runs cases there. */
export function runInContext(
  program: string,
  options: ContextOptions = {},
): (it: CaseRun) => Promise<string | undefined> {
  const { without = [], instead = {} } = options;
  const names = platform.filter((name) => !without.includes(name));
  const lent = { ...Object.fromEntries(names.map((name) => [name, globalThis[name]])), ...instead };
  const context = vm.createContext({ ...lent, realmAround: globalThis });
  vm.runInContext(program, context);
  return (it) => (context.strangers as typeof strangers).run(it, "default");
}
