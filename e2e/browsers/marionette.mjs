/**
 * Starts Firefox and drives it through Marionette, its own remote protocol: a socket and JSON, which need no package.
 *
 * @see https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCommand } from "./find-command.mjs";
import { freePort } from "./free-port.mjs";
import { until } from "./until.mjs";

/**
 * Sends a command and waits for its result. Commands run one after another.
 *
 * @callback Send
 * @param {string} name
 * @param {object} [parameters]
 * @returns {Promise<any>}
 */

/**
 * @param {{ report: (problem: string) => void, args?: string[], preferences?: Record<string, string | number | boolean> }} options
 * @returns {Promise<{ send: Send, close: () => Promise<void> }>} with a session that accepts any certificate
 */
export async function startFirefox({ report, args = [], preferences = {} }) {
  const firefox = findCommand(["firefox", "firefox-esr"], "FARCALL_FIREFOX");
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), "farcall-firefox-"));
  const lines = Object.entries({ ...preferences, "marionette.port": port }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(profile, "user.js"), lines.join(""));
  const browser = spawn(firefox, ["--headless", "--marionette", "--no-remote", "--profile", profile, ...args], {
    stdio: "ignore",
  });
  browser.on("error", (error) => report(error.message));
  const exit = once(browser, "exit").catch(() => {});
  const close = async () => {
    browser.kill();
    await exit;
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    const send = commandsOf(await until(() => connect(port)));
    await send("WebDriver:NewSession", { acceptInsecureCerts: true }); // the servers use self-signed certificates
    return { send, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * @param {number} port
 * @returns {Promise<net.Socket>}
 */
function connect(port) {
  return new Promise((resolve, reject) => {
    const socket = net
      .connect(port, "127.0.0.1", () => resolve(socket))
      .on("error", reject)
      .unref();
  });
}

/**
 * Sends commands one after another: "LENGTH:JSON", with JSON [0, id, name, parameters], answered by [1, id, error, result].
 * The length is in bytes.
 *
 * @param {net.Socket} socket
 * @returns {Send}
 */
function commandsOf(socket) {
  let bytes = Buffer.alloc(0);
  let id = 0;
  /** @type {((message: [type: number, id: number, error: { message: string } | null, result: unknown]) => void) | undefined} */
  let onAnswer;
  socket.on("data", (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const start = bytes.indexOf(":") + 1;
      const end = start + Number(bytes.toString("latin1", 0, start - 1));
      if (start === 0 || bytes.length < end) {
        return;
      }
      const message = JSON.parse(bytes.toString("utf8", start, end));
      bytes = bytes.subarray(end);
      if (Array.isArray(message)) {
        onAnswer?.(/** @type {[number, number, null, unknown]} */ (message)); // all but the greeting
      }
    }
  });
  return async (name, parameters = {}) => {
    const command = JSON.stringify([0, ++id, name, parameters]);
    /** @type {Parameters<NonNullable<typeof onAnswer>>[0]} */
    const [, , error, result] = await new Promise((resolve) => {
      onAnswer = resolve;
      socket.write(`${Buffer.byteLength(command)}:${command}`);
    });
    if (error) {
      throw new Error(`${name}: ${error.message}`);
    }
    return result;
  };
}
