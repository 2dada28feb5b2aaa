/** Finds a Chromium for the tests, and installs one where that is possible. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright";

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The path of a Chromium: the one named by FARCALL_CHROMIUM, one on the PATH, or the one that Playwright installed.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env.FARCALL_CHROMIUM;
  if (named) {
    return named;
  }
  for (const command of commands) {
    const { status, stdout } = spawnSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" });
    if (status === 0) {
      return stdout.trim();
    }
  }
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}

/**
 * Of these lists on the command line only the last counts, so that ours repeats the one of Playwright 1.65; a test sees
 * to it. What the address bar would show below itself are two pages more for each window, and every test has a window:
 * they took a third of the time that opening a page takes.
 */
const disabledFeatures = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
  "msForceBrowserSignIn",
  "msEdgeUpdateLaunchServicesPreferredVersion",
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
];

/** How the tests start Chromium: alone with this machine, and without a sandbox where it may not have one (root). */
export const launchOptions = {
  executablePath: findChromium(),
  args: [
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    `--disable-features=${disabledFeatures.join(",")}`,
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ],
};

/** Installs a Chromium if there is none: Playwright's own, or Debian's when running as root there. */
export function installChromium() {
  if (findChromium()) {
    return;
  }
  const attempts = ["npx --no-install playwright install chromium"];
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    attempts.push("apt-get update && apt-get install -y --no-install-recommends chromium");
  }
  for (const command of attempts) {
    console.log(`No Chromium found. Trying: ${command}`);
    try {
      execFileSync("sh", ["-c", command], { stdio: "inherit", timeout: 300_000 });
    } catch {
      continue;
    }
    if (findChromium()) {
      return;
    }
  }
  throw new Error(
    "No Chromium found, and none could be installed: install Chromium or Google Chrome, or name one in FARCALL_CHROMIUM.",
  );
}
