/** Finds a Chromium for the tests, and installs one where that is possible. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright";

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Chromium without a window: the same engine, and what Playwright runs headless tests in. Pages open in three quarters of
 * the time.
 */
const headlessCommand = "chromium-headless-shell";

/**
 * @param {readonly string[]} commands
 * @returns {string | undefined} the path of the first that is installed
 */
function findOnPath(commands) {
  for (const command of commands) {
    const { status, stdout } = spawnSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" });
    if (status === 0) {
      return stdout.trim();
    }
  }
  return undefined;
}

/**
 * Returns the path of Chromium: from FARCALL_CHROMIUM, from the PATH, or where Playwright has installed it.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
  const own = chromium.executablePath();
  return process.env.FARCALL_CHROMIUM || findOnPath(commands) || (existsSync(own) ? own : undefined);
}

/**
 * Returns the path of what pages are tested in. For a Chromium of Playwright's, it finds the headless one itself.
 *
 * @returns {string | undefined}
 */
function findHeadless() {
  return process.env.FARCALL_CHROMIUM || findOnPath([headlessCommand, ...commands]);
}

/**
 * The features to disable. Chromium uses only the last such list on its command line, so this one repeats that of
 * Playwright 1.65, which a test checks. The last two are the popups of the address bar: they are two more pages per
 * window, every test has a window, and they took a third of the time to open a page.
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

/** How the tests start Chromium: without requests of its own, and without a sandbox for root, who may not have one. */
export const launchOptions = {
  executablePath: findHeadless(),
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

/** The same for what only a whole browser has: extensions and DevTools. */
export const wholeBrowserOptions = { ...launchOptions, executablePath: findChromium() };

/** Installs a Chromium if there is none: Playwright's own, or Debian's when running as root there. */
export function installChromium() {
  if (findChromium()) {
    return;
  }
  const attempts = ["npx --no-install playwright install chromium"];
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const install = "apt-get install -y --no-install-recommends chromium";
    // Not every Debian has the second.
    attempts.push(`apt-get update && (${install} ${headlessCommand} || ${install})`);
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
    "No Chromium found, and none could be installed: install Chromium or Google Chrome, or set FARCALL_CHROMIUM.",
  );
}
