/** A context of Node's `vm` with a realm of its own, to which the platform is lent from outside. */
import vm from "node:vm";
import type { CaseRun } from "../calls/run-case.ts";

/** What no JavaScript engine has by itself. */
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
  /** What this platform has not. */
  without?: readonly string[];
  /** What it has instead of Node's own. */
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
