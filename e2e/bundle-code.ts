/** Bundles a program of these tests into one file. */
import { build, type InlineConfig, mergeConfig, type Rolldown } from "vite";

/**
 * @param input path of the program, absolute or from the root of the repository
 * @param config what differs from a production build without splitting or minifying
 */
export async function bundleCode(input: string, config: InlineConfig): Promise<string> {
  const base: InlineConfig = {
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: { input, output: { codeSplitting: false } },
    },
  };
  const result = await build(mergeConfig(base, config));
  return (result as Rolldown.RolldownOutput).output[0].code;
}
