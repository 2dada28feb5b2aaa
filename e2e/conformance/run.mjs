/**
 * `npm run conformance`: runs the official conformance suite against this package: its client in a real browser, its
 * server in Node, or one against the other.
 *
 *   --mode NAME        client (default), server or both
 *   --sync             the synchronous client, in workers; all cases except cancellation, which it does not support
 *   --browser NAME     chromium (default), firefox or webkit
 *   --features NAME    all (default), or small for a quick check
 *   --compiled FORM    with compiled messages: auto, code or table
 *   --run PATTERN      only these cases, "Basic/**"; may be given more than once
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { browserNames } from "../browsers/index.mjs";
import { buildPage } from "./build-page.mjs";
import { featureSets, modes } from "./features.mjs";
import { run } from "./run-tool.mjs";
import { runSuite } from "./runner.mjs";
import { generateMessages, installRunner } from "./suite.mjs";
import { readAnswered, readFailures, totalsBySuite } from "./totals.mjs";

const forms = /** @type {const} */ (["auto", "code", "table"]);

/** Number of failures to print; the file has all of them. */
const printedFailures = 20;

const { mode, isSync, browser, features, patterns, form } = readOptions();
const start = Date.now();
try {
  mkdirSync(".conformance", { recursive: true });
  const runner = installRunner();
  generateMessages();
  const pageFolder = ".conformance/page";
  if (mode !== "server") {
    run("tsc", "-p", "e2e/conformance/page");
    await buildPage(pageFolder, form && { form });
  }
  if (mode !== "client") {
    run("tsc", "-p", "e2e/conformance/server");
  }
  report(await runSuite(runner, { mode, isSync, features, browser, pageFolder, patterns }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {Awaited<ReturnType<typeof runSuite>>} outcome */
function report({ status, log }) {
  writeFileSync(".conformance/log.txt", log);
  const failures = readFailures(log);
  for (const [name, reason] of [...failures].slice(0, printedFailures)) {
    console.log(`FAILED: ${name}\n${reason}`);
  }
  if (failures.size > printedFailures) {
    console.log(`... and ${failures.size - printedFailures} more, see .conformance/log.txt\n`);
  }
  const total = { passed: 0, failed: 0 };
  for (const [suite, { passed, failed }] of totalsBySuite(readAnswered(log), failures.keys())) {
    console.log(`${suite.padEnd(38)} ${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed`);
    total.passed += passed;
    total.failed += failed;
  }
  const seconds = ((Date.now() - start) / 1000).toFixed(0);
  const where = { client: `in ${browser}`, server: "on the server", both: `in ${browser}, against our own server` }[
    mode
  ];
  const what = `${isSync ? ", the synchronous client" : ""}${form ? `, messages compiled (${form})` : ""}`;
  console.log(`\n${total.passed} passed, ${total.failed} failed ${where}${what}, ${seconds} s`);
  // The runner's own count decides: cases that never reached a client are in no list.
  const says = /(\d+) passed, (\d+) failed/.exec(log);
  if (Number(says?.[1]) !== total.passed || status !== 0) {
    console.log(says ? log.slice(log.lastIndexOf("Total cases:")).trim() : "The runner did not come to its end.");
    total.failed ||= 1;
    process.exitCode = 1;
  }
  mkdirSync(".results", { recursive: true });
  const suffix = `${mode === "client" ? "" : `-${mode}`}${isSync ? "-sync" : ""}${form ? `-${form}` : ""}`;
  writeFileSync(`.results/conformance${suffix}.json`, JSON.stringify(total));
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      mode: { type: "string", default: "client" },
      sync: { type: "boolean", default: false },
      browser: { type: "string", default: "chromium" },
      features: { type: "string", default: "all" },
      compiled: { type: "string" },
      run: { type: "string", multiple: true, default: [] },
    },
  });
  const featureSet = featureSets[values.features];
  if (!featureSet || !modes.includes(values.mode) || !browserNames.includes(values.browser)) {
    console.error(`--mode takes ${modes.join(", ")}; --browser takes ${browserNames.join(", ")}`);
    console.error(`--features takes ${Object.keys(featureSets).join(", ")}`);
    process.exit(2);
  }
  const form = forms.find((name) => name === values.compiled);
  if (values.compiled !== undefined && !form) {
    console.error(`--compiled takes ${forms.join(", ")}`);
    process.exit(2);
  }
  const mode = /** @type {import("./features.mjs").Mode} */ (values.mode);
  return { mode, isSync: values.sync, browser: values.browser, features: featureSet(mode), patterns: values.run, form };
}
