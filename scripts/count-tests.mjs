/** Adds up the results of all test runners: prints "N passed, N failed", and fails if a test failed or none ran. */
import { readFileSync } from "node:fs";

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readFileSync(`.results/${file}`, "utf8"));
  } catch {
    return undefined; // that runner did not finish
  }
}

const unit = read("unit.json");
const browsers = ["e2e", "e2e-compiled", "playground", "cors", "devtools"].map((name) => read(`${name}.json`)); // run by Playwright
const others = [read("strangers.json"), read("consumers.json")]; // run by Vitest, from the built package
const modes = ["", "-auto", "-server", "-both", "-sync", "-protobuf"];
const suites = [...modes.map((mode) => read(`conformance${mode}.json`)), read("browsers.json")];
/** @param {number[]} numbers */
const sum = (...numbers) => numbers.reduce((total, number) => total + number, 0);
const passed = sum(
  unit?.numPassedTests ?? 0,
  ...others.map((report) => report?.numPassedTests ?? 0),
  ...browsers.map((report) => report?.stats.expected ?? 0),
  ...suites.map((totals) => totals?.passed ?? 0),
);
const failed = sum(
  unit?.numFailedTests ?? 1,
  ...others.map((report) => report?.numFailedTests ?? 1),
  ...browsers.map((report) => (report ? report.stats.unexpected + report.stats.flaky + report.errors.length : 1)),
  ...suites.map((totals) => totals?.failed ?? 1),
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
