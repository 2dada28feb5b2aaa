/**
 * `npm run test:interop`: tests Farcall in Node and in Chromium against Connect for Python. Arguments are passed to Vitest:
 * `-- --project chromium -t gRPC-Web`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { installChromium } from "../../scripts/chromium.mjs";
import { makeEnvironment } from "./environment.mjs";
import { startPythonServer } from "./python-server.mjs";

try {
  installChromium();
  const environment = makeEnvironment();
  const { addresses, stop } = await startPythonServer(environment);
  try {
    process.exitCode = await runTests(addresses);
  } finally {
    await stop();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/**
 * @param {import("./addresses.ts").PythonAddresses} addresses
 * @returns {Promise<number>} the exit status
 */
async function runTests(addresses) {
  const args = ["run", "--config", "e2e/python/vitest.config.ts", ...process.argv.slice(2)];
  const vitest = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", ...args], {
    env: { ...process.env, FARCALL_PYTHON_ADDRESSES: JSON.stringify(addresses) },
    stdio: "inherit",
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.on(signal, () => vitest.kill(signal)); // and then stops the server
  }
  const [status, signal] = await once(vitest, "exit");
  return status ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)];
}
