/** The browsers in which a page of the tests can run, one file each. */

/**
 * Opens a page, in a browser that accepts any certificate. The page fetches its cases and posts its results by itself.
 *
 * @callback Launch
 * @param {string} url
 * @param {(problem: string) => void} report is called with errors in the page
 * @returns {Promise<{ close: () => Promise<void> }>}
 */

/**
 * Imported on demand, because each is driven by a different package.
 *
 * @type {Record<string, () => Promise<{ launch: Launch }>>}
 */
const browsers = {
  chromium: () => import("./chromium.mjs"),
  firefox: () => import("./firefox.mjs"),
  webkit: () => import("./webkit.mjs"),
};

export const browserNames = Object.keys(browsers);

/**
 * @param {string} name one of browserNames
 * @param {Parameters<Launch>} page
 */
export async function launchIn(name, ...page) {
  const load = browsers[name];
  if (!load) {
    throw new Error(`there is no browser ${name}`);
  }
  const { launch } = await load();
  return launch(...page);
}
