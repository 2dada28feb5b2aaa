/**
 * Chromium with the extension in it, and the extension's panel in Chromium's own DevTools.
 *
 * DevTools are opened as a page of their own by `Target.openDevTools`; Playwright takes it for a page when told so, and then
 * the panel is an ordinary frame.
 */
import { fileURLToPath } from "node:url";
import { type BrowserContext, chromium, type Frame, type Page } from "@playwright/test";
import { launchOptions } from "../../../scripts/chromium.mjs";

process.env.PW_CHROMIUM_ATTACH_TO_OTHER = "1";

export const extensionFolder = fileURLToPath(new URL("../../../devtools-extension/dist", import.meta.url));
/** How long a part of DevTools may take to appear, on a machine that does other things as well. */
const patienceMs = 60_000;

/** What is open for one page. */
export interface DevTools {
  /** The front end: console, network and the rest. */
  frontEnd: Page;
  /** The extension's panel in it. */
  panel: Frame;
}

export function launchWithExtension(): Promise<BrowserContext> {
  return chromium.launchPersistentContext("", {
    ...launchOptions,
    headless: false, // the old headless mode has no extensions; the new one is asked for by hand
    ignoreDefaultArgs: ["--disable-extensions", "--disable-back-forward-cache"],
    args: [
      ...launchOptions.args,
      "--headless=new",
      "--disable-gpu",
      `--disable-extensions-except=${extensionFolder}`,
      `--load-extension=${extensionFolder}`,
    ],
    ignoreHTTPSErrors: true, // a server of the tests makes its own certificate
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
  await frameOf(frontEnd, "devtools.html");
  await showPanel(frontEnd);
  return { frontEnd, panel: await frameOf(frontEnd, "panel.html") };
}

/** Switches to the panel of the extension, as a click on its tab does. */
async function showPanel(frontEnd: Page): Promise<void> {
  await frontEnd.waitForFunction(
    // A string, because the front end's own module is imported in it.
    `(async () => {
      const { ViewManager } = await import("./ui/legacy/legacy.js");
      const views = ViewManager.ViewManager.instance();
      const id = [...views.views.keys()].find((key) => key.startsWith("chrome-extension://"));
      return id !== undefined && (await views.showView(id), true);
    })()`,
    undefined,
    { timeout: patienceMs, polling: 100 },
  );
}

/** Waits for a page of the extension among the frames of DevTools. */
export async function frameOf(frontEnd: Page, file: string): Promise<Frame> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const frame = frontEnd
      .frames()
      .find((one) => one.url().startsWith("chrome-extension://") && one.url().endsWith(`/${file}`));
    if (frame) {
      return frame;
    }
    if (Date.now() > end) {
      throw new Error(`DevTools have no ${file}: ${frontEnd.frames().map((one) => one.url())}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
