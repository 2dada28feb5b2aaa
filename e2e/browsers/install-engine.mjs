/** Installs another browser than Chromium, with its driver, if a machine lacks it and Debian's package manager has it. */
import { execSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findCommand } from "./find-command.mjs";

/** What each needs, and how Debian names it. */
const engines = /** @type {const} */ ({
  firefox: { needs: [[["firefox", "firefox-esr"], "FARCALL_FIREFOX"]], packages: "firefox-esr" },
  webkit: {
    needs: [
      [["WebKitWebDriver"], "FARCALL_WEBKIT_DRIVER"],
      [["Xvfb"], "FARCALL_XVFB"],
    ],
    packages: "webkit2gtk-driver xvfb",
  },
});

/** @typedef {keyof typeof engines} Engine */

export const engineNames = /** @type {Engine[]} */ (Object.keys(engines));

/**
 * Throws an error that says what to install if that cannot be done here.
 *
 * @param {Engine} engine
 */
export function installEngine(engine) {
  const { needs, packages } = engines[engine];
  const find = () => {
    for (const [names, variable] of needs) {
      findCommand([...names], variable);
    }
  };
  try {
    find();
  } catch (error) {
    if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
      throw new Error(`${/** @type {Error} */ (error).message} On Debian: apt-get install ${packages}.`);
    }
    const install = `apt-get install -y ${packages}`;
    console.log(`No ${engine} found. Trying: ${install}`);
    execSync(`apt-get update -qq && ${install} -qq`, { stdio: ["ignore", "ignore", "inherit"], timeout: 300_000 });
    find();
  }
}
