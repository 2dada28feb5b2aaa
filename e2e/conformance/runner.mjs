/** Runs the suite's runner with the driver as the client under test, and shows how far it is. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = ".conformance";
const answeredFile = `${folder}/answered.txt`;

/** On a terminal one line is written over; elsewhere every line stays. */
const casesPerLine = process.stderr.isTTY ? 1 : 500;
const clearLine = "\r\x1b[K";

/**
 * @param {string} command the runner
 * @param {{ features: object, browser: string, pageFolder: string, patterns: string[] }} options
 * @returns {Promise<{ status: number, answered: string[], log: string }>} the log names the cases that failed, and why
 */
export async function runSuite(command, { features, browser, pageFolder, patterns }) {
  const config = `${folder}/config.yaml`;
  writeFileSync(config, JSON.stringify({ features })); // JSON is YAML
  writeFileSync(answeredFile, "");
  const driver = fileURLToPath(new URL("driver.mjs", import.meta.url));
  const args = [
    ...["--mode", "client", "--conf", config, "-v", "--max-servers", "7"], // 7 servers are all that there are
    ...patterns.flatMap((pattern) => ["--run", pattern]),
    ...["--", process.execPath, driver, browser, pageFolder, answeredFile],
  ];
  const runner = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  let log = "";
  runner.stdout.setEncoding("utf8").on("data", (text) => {
    log += text;
  });
  const stopShowing = showProgress(() => log);
  const status = await new Promise((resolve, reject) => {
    runner.on("error", reject);
    runner.on("close", resolve);
  });
  stopShowing();
  return { status, answered: readAnswered(), log };
}

/** @param {() => string} log */
function showProgress(log) {
  let shown = -1;
  const timer = setInterval(() => {
    // With -v, the runner says how many cases there are, and how many of them were asked for.
    const total = /Filtered tests to (\d+)/.exec(log())?.[1] ?? /Computed (\d+) test case perm/.exec(log())?.[1];
    const count = readAnswered().length;
    if (total && Math.floor(count / casesPerLine) > shown) {
      shown = Math.floor(count / casesPerLine);
      const line = `${count} of ${total} cases`;
      process.stderr.write(process.stderr.isTTY ? `${clearLine}${line}` : `${line}\n`);
    }
  }, 500);
  return () => {
    clearInterval(timer);
    process.stderr.write(process.stderr.isTTY ? clearLine : "");
  };
}

/** The names of the cases that the page has answered. */
function readAnswered() {
  return readFileSync(answeredFile, "utf8").split("\n").slice(0, -1);
}
