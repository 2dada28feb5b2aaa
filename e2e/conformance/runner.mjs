/** Runs the suite's runner with the client or server under test, and shows the progress. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = ".conformance";

/** On a terminal, one line is overwritten; elsewhere, every line stays. */
const casesPerLine = process.stderr.isTTY ? 1 : 500;
const clearLine = "\r\x1b[K";

/**
 * @param {string} command the runner
 * @param {{ mode: import("./features.mjs").Mode, isSync: boolean, features: object, browser: string, pageFolder: string, patterns: string[] }} options
 * @returns {Promise<{ status: number, log: string }>} the log names the cases that were answered, those that failed, and why
 */
export async function runSuite(command, { mode, isSync, features, browser, pageFolder, patterns }) {
  const config = `${folder}/config.yaml`;
  writeFileSync(config, JSON.stringify({ features })); // JSON is YAML
  // Our own server uses part of the machine as well.
  const widthOnHttp2 = mode === "both" ? 6 : 24;
  const client = [process.execPath, pathOf("driver.mjs"), browser, pageFolder, `${widthOnHttp2}`];
  if (isSync) {
    client.push("sync");
  }
  const server = [process.execPath, pathOf("server/main.mjs")];
  const args = [
    ...["--mode", mode, "--conf", config, "--vv", "--max-servers", "8"], // there are only 8 servers
    ...patterns.flatMap((pattern) => ["--run", pattern]),
    ...(isSync ? ["--skip", "Client Cancellation/**"] : []), // a blocked thread cannot be interrupted
    "--",
    ...{ client, server, both: [...client, "----", ...server] }[mode],
  ];
  const runner = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  let log = "";
  let answered = 0;
  runner.stdout.setEncoding("utf8").on("data", (text) => {
    log += text;
    answered += text.split("Received response for").length - 1; // for display only: one that is split between two chunks is missed
  });
  const stopShowing = showProgress(() => ({ log, answered }));
  const status = await new Promise((resolve, reject) => {
    runner.on("error", reject);
    runner.on("close", resolve);
  });
  stopShowing();
  return { status, log };
}

/** @param {string} file */
function pathOf(file) {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** @param {() => { log: string, answered: number }} state */
function showProgress(state) {
  let shown = -1;
  const timer = setInterval(() => {
    const { log, answered } = state();
    // The runner first prints the number of cases, and how many of them were selected.
    const head = log.slice(0, 2000);
    const total = /Filtered tests to (\d+)/.exec(head)?.[1] ?? /Computed (\d+) test case perm/.exec(head)?.[1];
    if (total && Math.floor(answered / casesPerLine) > shown) {
      shown = Math.floor(answered / casesPerLine);
      const line = `${answered} of ${total} cases`;
      process.stderr.write(process.stderr.isTTY ? `${clearLine}${line}` : `${line}\n`);
    }
  }, 500);
  return () => {
    clearInterval(timer);
    process.stderr.write(process.stderr.isTTY ? clearLine : "");
  };
}
