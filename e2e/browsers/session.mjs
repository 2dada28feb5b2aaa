/** The same few actions of a user in Firefox and in WebKit. */
import { startFirefox } from "./marionette.mjs";
import { startWebKit } from "./web-driver.mjs";

/** The key of a reference to an element, as WebDriver defines it. */
const elementKey = "element-6066-11e4-a52e-4f735466cecf";

/** WebDriver's names of keys. */
export const keys = { escape: "\uE00C", enter: "\uE007", control: "\uE009" };

/**
 * @typedef {object} Session
 * @property {(url: string) => Promise<void>} open
 * @property {(script: string) => Promise<any>} run evaluates an expression in the page
 * @property {(expression: string) => Promise<void>} click clicks on the element that the expression finds
 * @property {(expression: string, text: string) => Promise<void>} type types into the element that the expression finds
 * @property {() => Promise<void>} close
 */

/**
 * The commands of WebDriver that a session needs, which Firefox's own protocol has under other names.
 *
 * @typedef {object} Commands
 * @property {(url: string) => Promise<unknown>} navigate
 * @property {(script: string) => Promise<any>} execute
 * @property {(id: string) => Promise<unknown>} click
 * @property {(id: string, text: string) => Promise<unknown>} type
 * @property {() => Promise<void>} close
 */

/** @type {Record<"firefox" | "webkit", (report: (problem: string) => void) => Promise<Commands>>} */
const engines = {
  async firefox(report) {
    const { send, close } = await startFirefox({ report });
    await send("WebDriver:SetWindowRect", { width: 1400, height: 900 });
    return {
      navigate: (url) => send("WebDriver:Navigate", { url }),
      execute: async (script) => (await send("WebDriver:ExecuteScript", { script, args: [] })).value,
      click: (id) => send("WebDriver:ElementClick", { id }),
      type: (id, text) => send("WebDriver:ElementSendKeys", { id, text }),
      close,
    };
  },
  async webkit(report) {
    const { send, close } = await startWebKit({ report });
    await send("POST", "/window/rect", { x: 0, y: 0, width: 1400, height: 900 });
    return {
      navigate: (url) => send("POST", "/url", { url }),
      execute: (script) => send("POST", "/execute/sync", { script, args: [] }),
      click: (id) => send("POST", `/element/${id}/click`, {}),
      type: (id, text) => send("POST", `/element/${id}/value`, { text }),
      close,
    };
  },
};

/**
 * @param {"firefox" | "webkit"} engine
 * @param {(problem: string) => void} report is called if the browser ends
 * @returns {Promise<Session>}
 */
export async function startSession(engine, report) {
  const commands = await engines[engine](report);
  const find = async (/** @type {string} */ expression) => {
    const id = (await commands.execute(`return ${expression}`))?.[elementKey];
    if (!id) {
      throw new Error(`the page has no ${expression}`);
    }
    return id;
  };
  return {
    open: async (url) => void (await commands.navigate(url)),
    run: (script) => commands.execute(`return ${script}`),
    click: async (expression) => void (await commands.click(await find(expression))),
    type: async (expression, text) => void (await commands.type(await find(expression), text)),
    close: commands.close,
  };
}
