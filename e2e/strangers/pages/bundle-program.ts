/** Bundles a program with the built package, as an application would, into one file that works as a classic script. */
import { bundleCode } from "../../bundle-code.ts";

/**
 * @param entry path of the program, from the root of the repository
 * @param format "iife" for scripts, "es" for modules
 */
export function bundleProgram(entry: string, format: "iife" | "es"): Promise<string> {
  return bundleCode(entry, {
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      rolldownOptions: {
        output: { format },
        preserveEntrySignatures: "strict", // the exports of the entry define the worker
      },
    },
  });
}
