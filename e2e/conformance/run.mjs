/**
 * `npm run conformance`: the official conformance suite, against this package in a real browser.
 *
 *   --browser NAME     chromium (default), firefox or webkit
 *   --features NAME    all (default), or small for a first look
 *   --run PATTERN      only these cases, "Basic/**"; may be given more than once
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { browserNames } from "./browsers/index.mjs";
import { buildPage } from "./build-page.mjs";
import { featureSets } from "./features.mjs";
import { run } from "./run-tool.mjs";
import { runSuite } from "./runner.mjs";
import { generateMessages, installRunner } from "./suite.mjs";
import { readFailures, totalsBySuite } from "./totals.mjs";

/** So many are printed; the file has all of them. */
const printedFailures = 20;

const { browser, features, patterns } = readOptions();
const start = Date.now();
try {
  mkdirSync(".conformance", { recursive: true });
  const runner = installRunner();
  generateMessages();
  run("tsc", "-p", "e2e/conformance/page");
  const pageFolder = ".conformance/page";
  await buildPage(pageFolder);
  const outcome = await runSuite(runner, { features, browser, pageFolder, patterns });
  report(outcome);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {Awaited<ReturnType<typeof runSuite>>} outcome */
function report({ status, answered, log }) {
  writeFileSync(".conformance/log.txt", log);
  const failures = readFailures(log);
  for (const [name, reason] of [...failures].slice(0, printedFailures)) {
    console.log(`FAILED: ${name}\n${reason}`);
  }
  if (failures.size > printedFailures) {
    console.log(`... and ${failures.size - printedFailures} more, see .conformance/log.txt\n`);
  }
  const total = { passed: 0, failed: 0 };
  for (const [suite, { passed, failed }] of totalsBySuite(answered, failures.keys())) {
    console.log(`${suite.padEnd(38)} ${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed`);
    total.passed += passed;
    total.failed += failed;
  }
  const seconds = ((Date.now() - start) / 1000).toFixed(0);
  console.log(`\n${total.passed} passed, ${total.failed} failed in ${browser}, ${seconds} s`);
  // The runner has the last word: cases that never came to a client are in no list.
  const says = /(\d+) passed, (\d+) failed/.exec(log);
  if (Number(says?.[1]) !== total.passed || status !== 0) {
    console.log(says ? log.slice(log.lastIndexOf("Total cases:")).trim() : "The runner did not come to its end.");
    total.failed ||= 1;
    process.exitCode = 1;
  }
  mkdirSync(".results", { recursive: true });
  writeFileSync(".results/conformance.json", JSON.stringify(total));
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      browser: { type: "string", default: "chromium" },
      features: { type: "string", default: "all" },
      run: { type: "string", multiple: true, default: [] },
    },
  });
  const features = featureSets[values.features];
  if (!features || !browserNames.includes(values.browser)) {
    console.error(
      `--browser takes ${browserNames.join(", ")}; --features takes ${Object.keys(featureSets).join(", ")}`,
    );
    process.exit(2);
  }
  return { browser: values.browser, features, patterns: values.run };
}
