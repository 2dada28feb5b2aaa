/**
 * `npm run check:consumers`: Farcall as others install it. The tarball goes into fresh projects with the tools that
 * applications are built with; each project builds, and makes a unary and a streaming call.
 *
 * - `projects/` are the projects, a folder each, as an application would have them.
 * - `*.consumers.ts` install, build and run them: a file for each kind.
 *
 * Needs the npm registry. Arguments go to Vitest: `npm run check:consumers -- next`.
 */
import { runVitest } from "../../scripts/run-vitest.mjs";

await runVitest("e2e/consumers/vitest.config.ts");
