/**
 * Starts WebKitGTK and drives it through WebKitWebDriver, on a virtual display (Debian: webkit2gtk-driver and xvfb).
 *
 * @see https://www.w3.org/TR/webdriver2/#endpoints
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { findCommand } from "./find-command.mjs";
import { freePort } from "./free-port.mjs";
import { until } from "./until.mjs";

/**
 * Sends a command of the session and waits for its result: `send("POST", "/url", { url })`.
 *
 * @callback SendTo
 * @param {"GET" | "POST" | "DELETE"} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 */

/**
 * @param {{ report: (problem: string) => void }} options
 * @returns {Promise<{ send: SendTo, close: () => Promise<void> }>} with a session that accepts any certificate
 */
export async function startWebKit({ report }) {
  const command = findCommand(["WebKitWebDriver"], "FARCALL_WEBKIT_DRIVER");
  const display = await openDisplay();
  const port = await freePort();
  const driver = spawn(command, [`--port=${port}`], {
    env: {
      ...process.env,
      DISPLAY: display.name,
      ...(process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" } : {}),
    },
    stdio: "ignore",
  });
  driver.on("error", (error) => report(error.message));
  const exit = once(driver, "exit").catch(() => {});
  const stop = async () => {
    driver.kill();
    await exit;
    await display.close();
  };
  /** @type {SendTo} */
  const ask = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}/session${path}`, { method, body: JSON.stringify(body) });
    const { value } = /** @type {{ value: { message?: string } }} */ (await response.json());
    if (!response.ok) {
      throw new Error(`WebKitWebDriver: ${value.message}`);
    }
    return value;
  };
  const capabilities = { alwaysMatch: { acceptInsecureCerts: true } }; // the servers use self-signed certificates
  try {
    const { sessionId } = await until(() => ask("POST", "", { capabilities }));
    return {
      send: (method, path, body) => ask(method, `/${sessionId}${path}`, body),
      async close() {
        await ask("DELETE", `/${sessionId}`);
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Opens a virtual display, because WebKitGTK has no headless mode. */
async function openDisplay() {
  const xvfb = spawn(findCommand(["Xvfb"], "FARCALL_XVFB"), ["-displayfd", "1", "-screen", "0", "1400x900x24"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [number] = await once(xvfb.stdout.setEncoding("utf8"), "data");
  return {
    name: `:${number.trim()}`,
    async close() {
      xvfb.kill();
      await once(xvfb, "exit");
    },
  };
}
