/** Starts and stops server.py. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { generate } from "selfsigned";

const certificateFile = ".python/certificate.pem";
const keyFile = ".python/key.pem";
const answerWithinMs = 20_000;
const stopWithinMs = 5_000;

/**
 * Resolves when the server responds.
 *
 * @param {ReturnType<typeof import("./environment.mjs").makeEnvironment>} environment
 * @returns {Promise<{ addresses: import("./addresses.ts").PythonAddresses, stop: () => Promise<void> }>}
 */
export async function startPythonServer({ python, pythonPath }) {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], { keySize: 2048 });
  writeFileSync(certificateFile, cert);
  writeFileSync(keyFile, key, { mode: 0o600 });
  const server = spawn(python, ["e2e/python/server.py", certificateFile, keyFile], {
    env: { ...process.env, PYTHONPATH: pythonPath, PYTHONDONTWRITEBYTECODE: "1" },
    stdio: ["pipe", "pipe", "inherit"], // it stops when its standard input ends, even if this process is killed
    detached: true, // Ctrl-C must not reach it before the tests have ended
  });
  const exited = once(server, "exit");
  const stop = async () => {
    server.stdin.end();
    const timer = setTimeout(() => server.kill("SIGKILL"), stopWithinMs);
    await exited;
    clearTimeout(timer);
  };
  try {
    const signal = AbortSignal.timeout(answerWithinMs);
    const gone = exited.then(() => Promise.reject(new Error("the Python server ended before it answered")));
    const [line] = await Promise.race([once(createInterface(server.stdout), "line", { signal }), gone]);
    const { http1, http2 } = JSON.parse(line);
    const addresses = { http1: `http://127.0.0.1:${http1}`, http2: `https://127.0.0.1:${http2}` };
    await Promise.race([fetch(addresses.http1, { signal }), gone]); // even a 404 means that it is running
    return { addresses, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
