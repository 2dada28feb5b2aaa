/**
 * Firefox with the extension, and the extension's panel in Firefox's own DevTools, through Marionette: privileged code
 * opens the toolbox, and expressions for the panel are evaluated in its own process.
 */
import { startFirefox } from "../../browsers/marionette.mjs";
import { extensionFolder } from "./chromium.ts";

export interface Firefox {
  open(url: string): Promise<void>;
  /** Opens DevTools for the current page, with the extension's panel selected. */
  openDevTools(): Promise<void>;
  /** Evaluates an expression in the page, and awaits a promise. */
  inPage<T>(expression: string): Promise<T>;
  /** Evaluates an expression in the panel, and awaits a promise. The result must be JSON. */
  inPanel<T>(expression: string): Promise<T>;
  /** Returns the text on the clipboard. */
  clipboard(): Promise<string>;
  close(): Promise<void>;
}

const label = "Farcall";
const preferences = {
  "app.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "devtools.toolbox.host": "bottom",
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "toolkit.telemetry.enabled": false,
};

/** The beginning of all privileged code. */
const toolbox = `
  const { require } = ChromeUtils.importESModule("resource://devtools/shared/loader/Loader.sys.mjs");
  const { gDevTools } = require("devtools/client/framework/devtools");
  const toolOf = (box) => box.getAdditionalTools().find((tool) => tool.label === ${JSON.stringify(label)});
`;

/** Evaluates in the process of the panel, to which only text can be sent, no functions. */
const evaluateInPanel = `
  const box = gDevTools.getToolboxForTab(gBrowser.selectedTab);
  const frame = box.doc.getElementById("toolbox-panel-iframe-" + toolOf(box).id);
  const { messageManager } = frame.contentDocument.querySelector("browser");
  return new Promise((resolve) => {
    const key = "farcall:" + Math.random();
    messageManager.addMessageListener(key, function listen({ data }) {
      messageManager.removeMessageListener(key, listen);
      resolve(data);
    });
    const inFrame = async (key, expression) => {
      let answer;
      content.document.notifyUserGestureActivation(); // as if a person had asked for it
      try {
        const sandbox = new Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
        answer = { json: await Cu.evalInSandbox("(async () => JSON.stringify(await (" + expression + ")))()", sandbox) };
      } catch (error) {
        answer = { problem: String(error) };
      }
      sendAsyncMessage(key, answer);
    };
    const call = "(" + inFrame + ")(" + JSON.stringify(key) + ", " + JSON.stringify(expression) + ")";
    messageManager.loadFrameScript("data:," + encodeURIComponent(call), false);
  });
`;

const readClipboard = `
  const transferable = Cc["@mozilla.org/widget/transferable;1"].createInstance(Ci.nsITransferable);
  transferable.init(null);
  transferable.addDataFlavor("text/plain");
  Services.clipboard.getData(transferable, Ci.nsIClipboard.kGlobalClipboard);
  const data = {};
  transferable.getTransferData("text/plain", data);
  return data.value.QueryInterface(Ci.nsISupportsString).data;
`;

export async function startFirefoxWithExtension(): Promise<Firefox> {
  const problems: string[] = [];
  const { send, close } = await startFirefox({
    report: (problem) => problems.push(problem),
    args: ["--remote-allow-system-access"],
    preferences,
  });

  async function evaluate(context: "chrome" | "content", script: string, args: unknown[] = []): Promise<unknown> {
    await send("Marionette:SetContext", { value: context });
    const wrapped = `
      const [expression, done] = arguments;
      (async () => { ${script} })().then((value) => done({ value }), (error) => done({ problem: String(error) }));
    `;
    const { value } = await send("WebDriver:ExecuteAsyncScript", {
      script: wrapped,
      args: [args[0] ?? null],
      scriptTimeout: 60_000,
    });
    if (value.problem !== undefined) {
      throw new Error([value.problem, ...problems].join("; "));
    }
    return value.value;
  }

  await send("Addon:Install", { path: extensionFolder, temporary: true });
  return {
    close,
    async open(url) {
      await send("Marionette:SetContext", { value: "content" });
      await send("WebDriver:Navigate", { url });
    },
    async openDevTools() {
      await evaluate(
        "chrome",
        `${toolbox}
        const box = await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: "webconsole" });
        while (!toolOf(box)) await new Promise((resolve) => setTimeout(resolve, 50));
        await box.selectTool(toolOf(box).id);
        const frame = box.doc.getElementById("toolbox-panel-iframe-" + toolOf(box).id);
        const uri = () => frame.contentDocument?.querySelector("browser")?.currentURI?.spec ?? "";
        while (!uri().endsWith("/panel.html")) await new Promise((resolve) => setTimeout(resolve, 50));`,
      );
    },
    async inPage<T>(expression: string) {
      return (await evaluate("content", `return window.eval(expression);`, [expression])) as T;
    },
    async inPanel<T>(expression: string) {
      const answer = (await evaluate("chrome", `${toolbox}${evaluateInPanel}`, [expression])) as {
        json?: string;
        problem?: string;
      };
      if (answer.problem !== undefined) {
        throw new Error(answer.problem);
      }
      return (answer.json === undefined ? undefined : JSON.parse(answer.json)) as T;
    },
    async clipboard() {
      return (await evaluate("chrome", readClipboard)) as string;
    },
  };
}
