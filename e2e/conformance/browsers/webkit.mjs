/**
 * Opens the page in WebKitGTK, through WebKitWebDriver and a virtual display (Debian: webkit2gtk-driver and xvfb).
 *
 * @see https://www.w3.org/TR/webdriver2/#endpoints
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { findCommand } from "./find-command.mjs";
import { freePort } from "./free-port.mjs";
import { until } from "./until.mjs";

/** @type {import("./index.mjs").Launch} */
export async function launch(url, report) {
  const display = await openDisplay();
  const port = await freePort();
  const driver = spawn(findCommand(["WebKitWebDriver"], "FARCALL_WEBKIT_DRIVER"), [`--port=${port}`], {
    env: {
      ...process.env,
      DISPLAY: display.name,
      ...(process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" } : {}),
    },
    stdio: "ignore",
  });
  driver.on("error", (error) => report(error.message));
  /** @type {(method: string, path: string, body?: object) => Promise<{ sessionId: string }>} */
  const send = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}/session${path}`, { method, body: JSON.stringify(body) });
    const { value } = /** @type {{ value: { sessionId: string, message?: string } }} */ (await response.json());
    if (!response.ok) {
      throw new Error(`WebKitWebDriver: ${value.message}`);
    }
    return value;
  };
  const capabilities = { alwaysMatch: { acceptInsecureCerts: true } }; // the servers use self-signed certificates
  const { sessionId } = await until(() => send("POST", "", { capabilities }));
  await send("POST", `/${sessionId}/url`, { url });
  return {
    async close() {
      await send("DELETE", `/${sessionId}`);
      driver.kill();
      await once(driver, "exit");
      await display.close();
    },
  };
}

/** Opens a virtual display, because WebKitGTK has no headless mode. */
async function openDisplay() {
  const xvfb = spawn(findCommand(["Xvfb"], "FARCALL_XVFB"), ["-displayfd", "1", "-screen", "0", "800x600x24"], {
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
