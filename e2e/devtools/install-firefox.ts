/** Installs Debian's Firefox if there is none, where possible. */
import { execSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findCommand } from "../browsers/find-command.mjs";

export function installFirefox(): void {
  const find = () => findCommand(["firefox", "firefox-esr"], "FARCALL_FIREFOX");
  try {
    find();
  } catch (error) {
    if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
      throw error;
    }
    console.log("No Firefox found. Trying: apt-get install firefox-esr");
    execSync("apt-get update && apt-get install -y --no-install-recommends firefox-esr", {
      stdio: "inherit",
      timeout: 300_000,
    });
    find();
  }
}
