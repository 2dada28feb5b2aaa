/** Bundles a program with the built package, as an application would, into one file that works as a classic script. */
import { build, type Rolldown } from "vite";

/**
 * @param entry path of the program, from the root of the repository
 * @param format "iife" for scripts, "es" for modules
 */
export async function bundleProgram(entry: string, format: "iife" | "es"): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      minify: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        output: { format, codeSplitting: false },
        preserveEntrySignatures: "strict", // the exports of the entry define the worker
      },
    },
  });
  return (result as Rolldown.RolldownOutput).output[0].code;
}
