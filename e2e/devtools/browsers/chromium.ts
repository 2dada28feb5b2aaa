/**
 * Chromium with the extension, and the extension's panel in Chromium's own DevTools.
 *
 * `Target.openDevTools` opens DevTools as a separate page; Playwright can be made to treat it as one, and then the panel is
 * an ordinary frame.
 */
import { fileURLToPath } from "node:url";
import { type BrowserContext, chromium, type Frame, type Page } from "@playwright/test";
import { wholeBrowserOptions } from "../../../scripts/chromium.mjs";

process.env.PW_CHROMIUM_ATTACH_TO_OTHER = "1";

export const extensionFolder = fileURLToPath(new URL("../../../devtools-extension/dist", import.meta.url));
/** How long a part of DevTools may take to appear on a busy machine. */
const patienceMs = 60_000;

/** The DevTools of one page. */
export interface DevTools {
  /** The front end: console, network and the rest. */
  frontEnd: Page;
  /** The extension's panel in it. */
  panel: Frame;
}

export function launchWithExtension(): Promise<BrowserContext> {
  return chromium.launchPersistentContext("", {
    ...wholeBrowserOptions,
    headless: false, // the old headless mode has no extensions; the new one is requested explicitly
    ignoreDefaultArgs: ["--disable-extensions", "--disable-back-forward-cache"],
    args: [
      ...wholeBrowserOptions.args,
      "--headless=new",
      "--disable-gpu",
      "--window-size=1280,900",
      `--disable-extensions-except=${extensionFolder}`,
      `--load-extension=${extensionFolder}`,
    ],
    // Uses the window's own size: outside it, in a larger emulated viewport, DevTools frames receive no clicks.
    viewport: null,
    ignoreHTTPSErrors: true, // a test server uses a self-signed certificate
  });
}

export async function openDevTools(page: Page): Promise<DevTools> {
  const context = page.context();
  const browser = context.browser();
  if (!browser) {
    throw new Error("the context has no browser");
  }
  const session = await context.newCDPSession(page);
  const { targetInfo } = await session.send("Target.getTargetInfo");
  await session.detach();
  const opened = context.waitForEvent("page", { timeout: patienceMs });
  const browserSession = await browser.newBrowserCDPSession();
  // Not among the types of the protocol that Playwright knows.
  await browserSession.send("Target.openDevTools" as "Target.getTargetInfo", { targetId: targetInfo.targetId });
  const frontEnd = await opened;
  await browserSession.detach();
  await until(() => frameOf(frontEnd, "devtools.html"), `DevTools have not loaded the extension`);
  const panel = await until(async () => {
    await showPanel(frontEnd);
    return frameOf(frontEnd, "panel.html");
  }, "DevTools do not show the panel");
  return { frontEnd, panel };
}

/** Switches to the panel of the extension, as a click on its tab does. */
async function showPanel(frontEnd: Page): Promise<void> {
  // A string, because it imports the front end's own module. Switches away and back, because a view that was selected
  // while DevTools were still starting counts as shown without being there.
  await frontEnd.evaluate(`(async () => {
    const { ViewManager } = await import("./ui/legacy/legacy.js");
    const views = ViewManager.ViewManager.instance();
    const id = [...views.views.keys()].find((key) => key.startsWith("chrome-extension://"));
    if (id !== undefined) {
      await views.showView("console");
      await views.showView(id);
    }
  })()`);
}

/** Finds a page of the extension among the frames of DevTools. */
function frameOf(frontEnd: Page, file: string): Frame | undefined {
  return frontEnd
    .frames()
    .find((frame) => frame.url().startsWith("chrome-extension://") && frame.url().endsWith(`/${file}`));
}

async function until<T>(look: () => T | undefined | Promise<T | undefined>, problem: string): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(problem);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
