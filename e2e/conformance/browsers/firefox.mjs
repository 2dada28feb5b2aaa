/**
 * Opens the page in Firefox, through Marionette: the three commands that it takes need no package.
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

/** @type {import("./index.mjs").Launch} */
export async function launch(url, report) {
  const firefox = findCommand(["firefox", "firefox-esr"], "FARCALL_FIREFOX");
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), "farcall-firefox-"));
  writeFileSync(join(profile, "user.js"), `user_pref("marionette.port", ${port});\n`);
  const browser = spawn(firefox, ["--headless", "--marionette", "--no-remote", "--profile", profile], {
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
    await send("WebDriver:NewSession", { acceptInsecureCerts: true }); // the servers make their own certificates
    await send("WebDriver:Navigate", { url });
    return { close };
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
 * Commands one after the other: "LENGTH:JSON", with JSON [0, id, name, parameters], answered by [1, id, error, result].
 *
 * @param {net.Socket} socket
 */
function commandsOf(socket) {
  let text = "";
  let id = 0;
  /** @type {((message: [type: number, id: number, error: { message: string } | null]) => void) | undefined} */
  let onAnswer;
  socket.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
    for (;;) {
      const start = text.indexOf(":") + 1;
      const end = start + Number(text.slice(0, start - 1));
      if (start === 0 || text.length < end) {
        return;
      }
      const message = JSON.parse(text.slice(start, end));
      text = text.slice(end);
      if (Array.isArray(message)) {
        onAnswer?.(/** @type {[number, number, null]} */ (message)); // all but the greeting
      }
    }
  });
  /**
   * @param {string} name
   * @param {object} parameters
   */
  return async (name, parameters) => {
    const command = JSON.stringify([0, ++id, name, parameters]);
    /** @type {Parameters<NonNullable<typeof onAnswer>>[0]} */
    const [, , error] = await new Promise((resolve) => {
      onAnswer = resolve;
      socket.write(`${Buffer.byteLength(command)}:${command}`);
    });
    if (error) {
      throw new Error(`${name}: ${error.message}`);
    }
  };
}
