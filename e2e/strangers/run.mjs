/**
 * `npm run check:strangers`: Farcall in less common environments. The built package runs in real test runners, engines,
 * fetches and pages, and against the responses of third-party servers and proxies.
 *
 * - `calls/` has the cases: every kind of call with every possible outcome. They run anywhere, so they need no test
 *   runner.
 * - `environments/` runs them: one file per kind of environment, which starts with what is special there.
 * - `inputs/` has responses and options found in the wild.
 * - `pages/`, `jest/`, `workerd/` are the programs that run elsewhere.
 *
 * Arguments are passed to Vitest: `npm run check:strangers -- workerd`.
 */
import { runVitest } from "../../scripts/run-vitest.mjs";

await runVitest("e2e/strangers/vitest.config.ts");
