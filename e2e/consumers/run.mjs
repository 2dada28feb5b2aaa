/**
 * `npm run check:consumers`: installs Farcall's tarball in fresh projects with the tools that applications use. Each
 * project builds, and makes a unary call and a streaming call.
 *
 * - `projects/` contains the projects, one per folder.
 * - `*.consumers.ts` install, build and run them, one file per kind.
 *
 * Needs the npm registry. Arguments go to Vitest: `npm run check:consumers -- next`. "-- compiled --write" updates the sizes
 * in docs/compiled-codecs.md.
 */
import { runVitest } from "../../scripts/run-vitest.mjs";

const write = process.argv.indexOf("--write");
if (write > 0) {
  process.argv.splice(write, 1);
  process.env.WRITE_SIZES = "1";
}

await runVitest("e2e/consumers/vitest.config.ts");
