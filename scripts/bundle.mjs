/** Builds a page with Vite and the built package, as a user would, and measures the result. */
import { gzipSync } from "node:zlib";
import { build } from "vite";

/**
 * @param {string} entry
 * @param {{ external?: RegExp[], codeSplitting?: boolean }} [options] modules to leave out; false for a page without lazy chunks
 * @returns {Promise<{ code: string, modules: string[], gzipBytes: number, laterBytes: number }>} what the page loads
 *   initially, concatenated, because the chunks depend on the bundler's version; `laterBytes` is what it loads lazily
 */
export async function bundle(entry, { external = [], codeSplitting = true } = {}) {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: { input: entry, external, output: { codeSplitting } },
    },
  });
  const { output } = /** @type {import("vite").Rolldown.RolldownOutput} */ (result);
  const chunks = new Map(output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file]] : [])));
  const eager = new Set([output[0].fileName]);
  for (const name of eager) {
    for (const imported of chunks.get(name)?.imports ?? []) {
      eager.add(imported);
    }
  }
  const [now, later] = [true, false].map((isEager) =>
    [...chunks.values()].filter(({ fileName }) => eager.has(fileName) === isEager),
  );
  const code = (now ?? []).map((chunk) => chunk.code).join("\n");
  const modules = (now ?? []).flatMap((chunk) =>
    Object.entries(chunk.modules)
      .filter(([, { renderedLength }]) => renderedLength > 0)
      .map(([id]) => id),
  );
  const gzipBytes = gzipSync(code, { level: 9 }).byteLength;
  const laterBytes = (later ?? []).reduce((sum, chunk) => sum + gzipSync(chunk.code, { level: 9 }).byteLength, 0);
  return { code, modules, gzipBytes, laterBytes };
}
