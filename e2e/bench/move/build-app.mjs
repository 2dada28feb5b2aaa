/** Builds the application in app.ts as it is, moved to Farcall, and with the plugin. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { compileProtobuf } from "farcall/vite";
import { build } from "vite";
import { serviceOf } from "../../compiled/service-of.mjs";
import { run } from "../../conformance/run-tool.mjs";

/** Relative to the package. Not committed. */
const folder = ".bench-move";
const messageCount = 50;

/** What the move changes in app.ts: its imports, and an option that Farcall does not need, because it sends binary. */
const changes = [
  [`import { createClient } from "@connectrpc/connect";\n`, ""],
  [
    `import { createConnectTransport } from "@connectrpc/connect-web";`,
    `import { createClient, createConnectTransport } from "farcall";`,
  ],
  [`, useBinaryFormat: true }`, " }"],
];

/**
 * @typedef {object} BuiltApp
 * @property {string} name
 * @property {ReadonlyMap<string, Uint8Array>} files gzipped, by the paths of their URLs
 * @property {number} bytes of all scripts that the page loads to start, gzipped
 */

/** @returns {Promise<BuiltApp[]>} */
export async function buildApps() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/proto`, { recursive: true });
  writeFileSync(`${folder}/proto/many.proto`, serviceOf(messageCount));
  const plugins = [{ local: "protoc-gen-es", out: `${folder}/gen`, opt: ["target=ts"] }];
  run("buf", "generate", "--template", JSON.stringify({ version: "v2", plugins }), `${folder}/proto`);

  const before = readFileSync(new URL("app.ts", import.meta.url), "utf8");
  const after = changes.reduce((text, [from = "", to = ""]) => {
    if (!text.includes(from)) {
      throw new Error(`app.ts does not contain ${JSON.stringify(from)}, which the move replaces`);
    }
    return text.replace(from, to);
  }, before);
  return [
    await buildApp("connect-web", before),
    await buildApp("Farcall", after),
    await buildApp("Farcall, with the plugin", after, [compileProtobuf()]),
  ];
}

/**
 * @param {string} name
 * @param {string} program
 * @param {import("vite").PluginOption[]} [plugins]
 * @returns {Promise<BuiltApp>}
 */
async function buildApp(name, program, plugins = []) {
  const root = `${folder}/${name.replaceAll(/\W+/g, "-")}`;
  mkdirSync(root);
  cpSync(`${folder}/gen`, `${root}/gen`, { recursive: true });
  writeFileSync(`${root}/app.ts`, program);
  writeFileSync(
    `${root}/index.html`,
    `<!doctype html><meta charset="utf-8"><title>${name}</title><body><script type="module" src="/app.ts"></script>`,
  );
  const result = await build({ configFile: false, root, logLevel: "error", plugins, build: { write: false } });
  const { output } = /** @type {import("vite").Rolldown.RolldownOutput} */ (Array.isArray(result) ? result[0] : result);
  const files = new Map(
    output.map((file) => [
      file.fileName === "index.html" ? "/" : `/${file.fileName}`,
      gzipSync(file.type === "chunk" ? file.code : file.source, { level: 9 }),
    ]),
  );
  const started = output.find((file) => file.type === "chunk" && file.isEntry);
  const eager = new Set([started?.fileName]);
  for (const fileName of eager) {
    const file = output.find((one) => one.fileName === fileName);
    for (const imported of file?.type === "chunk" ? file.imports : []) {
      eager.add(imported);
    }
  }
  const bytes = [...eager].reduce((sum, fileName) => sum + (files.get(`/${fileName}`)?.length ?? 0), 0);
  return { name, files, bytes };
}
