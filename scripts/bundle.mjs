/** Builds a page with Vite and the built package, as a user would, and measures the result. */
import { gzipSync } from "node:zlib";
import { build } from "vite";

/**
 * @param {string} entry
 * @param {{ external?: RegExp[], codeSplitting?: boolean, minify?: boolean, plugins?: import("vite").PluginOption[] }} [options]
 *   modules to leave out; false for a page without lazy chunks
 * @returns {Promise<{ code: string, modules: string[], gzipBytes: number, laterBytes: number, laterBytesOf: (...modules: string[]) => number }>}
 *   what the page loads initially, concatenated, because the chunks depend on the bundler's version; `laterBytes` is what it
 *   loads lazily, and `laterBytesOf` returns that for modules given by the ends of their paths
 */
export async function bundle(entry, { external = [], codeSplitting = true, minify = true, plugins = [] } = {}) {
  const { chunks, first } = await chunksOf(entry, { external, codeSplitting, minify, plugins });
  const eager = new Set([first]);
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
  /** @param {string[]} asked */
  const laterBytesOf = (...asked) => {
    const wanted = new Set(asked.map((end) => fileWith(chunks, end)));
    for (const name of wanted) {
      for (const imported of chunks.get(name)?.imports ?? []) {
        wanted.add(imported);
      }
    }
    const code = [...wanted].filter((name) => !eager.has(name)).map((name) => chunks.get(name)?.code ?? "");
    return gzipSync(code.join("\n"), { level: 9 }).byteLength;
  };
  return { code, modules, gzipBytes, laterBytes, laterBytesOf };
}

/**
 * Returns the files of a page, to be served at any path.
 *
 * @param {string} entry
 */
export async function bundleFiles(entry) {
  const { chunks, first } = await chunksOf(entry, { base: "./", assetsDir: "" });
  return {
    entry: first,
    files: new Map([...chunks].map(([name, { code }]) => [name, code])),
    /** @param {string} end of the path of a module */
    fileOf: (end) => fileWith(chunks, end),
  };
}

/**
 * @param {string} entry
 * @param {{ external?: RegExp[], codeSplitting?: boolean, minify?: boolean, plugins?: import("vite").PluginOption[], base?: string,
 *   assetsDir?: string }} options
 */
async function chunksOf(
  entry,
  { external = [], codeSplitting = true, minify = true, plugins = [], base = "/", assetsDir = "assets" },
) {
  const result = await build({
    configFile: false,
    logLevel: "error",
    base,
    plugins,
    build: {
      write: false,
      ...(!minify && { minify }),
      target: "es2022",
      modulePreload: false,
      assetsDir,
      rolldownOptions: { input: entry, external, output: { codeSplitting } },
    },
  });
  const { output } = /** @type {import("vite").Rolldown.RolldownOutput} */ (result);
  const chunks = new Map(output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file]] : [])));
  return { chunks, first: output[0].fileName };
}

/**
 * @param {Map<string, import("vite").Rolldown.OutputChunk>} chunks
 * @param {string} end of the path of a module
 */
function fileWith(chunks, end) {
  const chunk = [...chunks.values()].find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(end)));
  if (!chunk) {
    throw new Error(`no chunk has ${end}`);
  }
  return chunk.fileName;
}
