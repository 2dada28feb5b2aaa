/** Extracts the result of each case, and of each suite, from the runner's output. */

/** @typedef {{ passed: number, failed: number }} Totals */

/**
 * @param {string} log of the runner, which names each case that was answered, whatever came of it
 * @returns {string[]} the names
 */
export function readAnswered(log) {
  return [...log.matchAll(/^Received response for "(.*)"\.\.\.$/gm)].map(([, name = ""]) => name);
}

/**
 * @param {string} log of the runner: each failure is a line with the name of the case, and indented lines with the reason
 * @returns {Map<string, string>} the reasons by name
 */
export function readFailures(log) {
  const failures = log.matchAll(/^FAILED: (.*):\n((?:\t.*\n|[ \t]*\n(?=\t))*)/gm);
  return new Map([...failures].map(([, name = "", reason = ""]) => [name, reason]));
}

/**
 * @param {string[]} answered names of cases
 * @param {Iterable<string>} failed names of cases; one that was not answered has failed as well
 * @returns {Map<string, Totals>} by suite, which is how the name of a case begins
 */
export function totalsBySuite(answered, failed) {
  const failures = new Set(failed);
  /** @type {Map<string, Totals>} */
  const suites = new Map();
  for (const name of [...new Set([...answered, ...failures])].sort()) {
    const [suite = name] = name.split("/");
    const totals = suites.get(suite) ?? { passed: 0, failed: 0 };
    suites.set(suite, totals);
    totals[failures.has(name) ? "failed" : "passed"] += 1;
  }
  return suites;
}
