/** Builds the page of each contender, as a user would. */
import { writeFileSync } from "node:fs";
import { bundle } from "../../scripts/bundle.mjs";
import { contenders } from "./contenders.mjs";
import { folder } from "./generated-code.mjs";

/** The page in which the devtools' recorder is measured. */
export const recorderPage = "recorder";

/**
 * @param {{ minify?: boolean }} [options] default: as a user would
 * @returns {Promise<Map<string, string>>} the programs of the pages, by the names of the contenders
 */
export async function buildPages({ minify = true } = {}) {
  const programs = new Map();
  for (const { name, page, generated, plugins } of contenders) {
    const [path, exported] = generated;
    const entry = `${folder}/${name}.ts`;
    writeFileSync(
      entry,
      `import { ${exported} as generated } from "./${path}";
import { contender } from "../e2e/bench/pages/${page}";
import { expose } from "../e2e/bench/pages/works.ts";
expose(contender(generated));
`,
    );
    programs.set(name, (await bundle(entry, { codeSplitting: false, minify, plugins: plugins() })).code);
  }
  programs.set(recorderPage, (await bundle("e2e/bench/pages/recorded-calls.ts", { codeSplitting: false })).code);
  return programs;
}
