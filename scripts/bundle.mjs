/** Builds a page with Vite as a user would, from the built package, and measures what comes out. */
import { gzipSync } from "node:zlib";
import { build } from "vite";

/**
 * @param {string} entry
 * @param {{ external?: RegExp[] }} [options] modules to leave out
 * @returns {Promise<{ code: string, modules: string[], gzipBytes: number }>}
 */
export async function bundle(entry, { external = [] } = {}) {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, target: "es2022", modulePreload: false, rolldownOptions: { input: entry, external } },
  });
  const [chunk] = /** @type {import("vite").Rolldown.RolldownOutput} */ (result).output;
  const modules = Object.entries(chunk.modules)
    .filter(([, { renderedLength }]) => renderedLength > 0)
    .map(([id]) => id);
  return { code: chunk.code, modules, gzipBytes: gzipSync(chunk.code, { level: 9 }).byteLength };
}
