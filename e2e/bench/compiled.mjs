/**
 * `npm run bench:compiled`: compares compiled messages with protobuf-es, in Node and in Chromium, and the ratios of the
 * form "code" with budgets. Fails if one is exceeded.
 *
 *   --rounds N   default 3; the lowest of the rounds counts
 *   --only NODE  node or chromium; default both
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import http from "node:http";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { bundle } from "../../scripts/bundle.mjs";
import { launchOptions } from "../../scripts/chromium.mjs";
import { run } from "../conformance/run-tool.mjs";
import { generateModule } from "../protobuf/compiler.mjs";

/** @typedef {Record<string, { read: number, write: number }>} Times */

/** At most this part of the time of protobuf-es, by shape: reading and writing. A figure moves by 15 %. */
const budgets = {
  node: {
    Tiny: [0.16, 0.18],
    Item: [0.21, 0.17],
    Record: [0.41, 0.5],
    Records: [0.41, 0.59],
    Text: [0.71, 0.69],
    Packed: [0.86, 0.51],
    Maps: [0.59, 0.51],
    Longs: [0.66, 0.51],
  },
  chromium: {
    Tiny: [0.14, 0.12],
    Item: [0.37, 0.1],
    Record: [0.43, 0.43],
    Records: [0.44, 0.56],
    Text: [0.51, 0.38],
    Packed: [0.73, 0.3],
    Maps: [0.67, 0.34],
    Longs: [0.53, 0.3],
  },
};
const tolerance = 1.15;
const folder = ".compiled-bench";
const shapes = "e2e/bench/proto/bench/v1/shapes.proto";
const codecs = ["protobuf-es", "code", "table-with-constructor", "table"];
const { values } = parseArgs({ options: { rounds: { type: "string", default: "3" }, only: { type: "string" } } });

/** @type {Map<string, string>} */
const programs = new Map();
await build();
let exceeded = 0;
for (const engine of /** @type {const} */ (["node", "chromium"])) {
  if (!values.only || values.only === engine) {
    report(engine, await (engine === "node" ? measureAll(inNode) : inChromium()));
  }
}
if (exceeded > 0) {
  console.error(`\n${exceeded} over budget`);
  process.exitCode = 1;
}

async function build() {
  const template = {
    version: "v2",
    clean: true,
    plugins: [{ local: "protoc-gen-es", out: `${folder}/gen`, opt: ["target=js", "import_extension=js"] }],
  };
  run("buf", "generate", "e2e/bench/proto", "--path", shapes, "--template", JSON.stringify(template));
  const { file_bench_v1_shapes: file } = await import(`../../${folder}/gen/bench/v1/shapes_pb.js`);
  for (const codec of codecs) {
    mkdirSync(`${folder}/${codec}`, { recursive: true });
    const isPlain = codec === "protobuf-es";
    for (const one of isPlain ? [] : [file, ...file.dependencies]) {
      const generated = generateModule(one, {
        form: () => /** @type {import("../../compile/index.ts").Form} */ (codec),
        importPath: (other) => `./${other.name.split("/").at(-1)}.js`,
      });
      if ("code" in generated) {
        writeFileSync(`${folder}/${codec}/${one.name.split("/").at(-1)}.js`, generated.code);
      }
    }
    const entry = `import { create, fromBinary, toBinary } from "${isPlain ? "@bufbuild/protobuf" : "farcall/compiled"}";
import * as schemas from "${isPlain ? "../gen/bench/v1/shapes_pb.js" : "./shapes.js"}";
import { measure } from "../../e2e/bench/compiled/measure.mjs";
const schema = (name) => schemas[name + "Schema"];
globalThis.times = () => measure({
  create: (name, init) => create(schema(name), init),
  read: (name, bytes) => fromBinary(schema(name), bytes),
  write: (name, message) => toBinary(schema(name), message),
});
if (globalThis.process?.argv[2] === "run") console.log(JSON.stringify(times()));
`;
    writeFileSync(`${folder}/${codec}/main.js`, entry);
    const { code } = await bundle(`${folder}/${codec}/main.js`, { codeSplitting: false });
    writeFileSync(`${folder}/${codec}.mjs`, code);
    programs.set(codec, code);
  }
}

/** @param {(codec: string) => Times | Promise<Times>} once @returns {Promise<Map<string, Times>>} */
async function measureAll(once) {
  /** @type {Map<string, Times>} */
  const lowest = new Map();
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const codec of codecs) {
      const times = await once(codec);
      const before = lowest.get(codec) ?? times;
      for (const [shape, { read, write }] of Object.entries(times)) {
        const least = before[shape] ?? { read, write };
        before[shape] = { read: Math.min(read, least.read), write: Math.min(write, least.write) };
      }
      lowest.set(codec, before);
    }
  }
  return lowest;
}

/** Without background threads, which other processes of a small machine would delay. @param {string} codec */
function inNode(codec) {
  const flags = ["--no-concurrent-recompilation", "--single-threaded-gc"];
  return JSON.parse(execFileSync(process.execPath, [...flags, `${folder}/${codec}.mjs`, "run"], { encoding: "utf8" }));
}

async function inChromium() {
  const server = http.createServer((req, res) => {
    const codec = req.url?.slice(1) ?? "";
    const code = programs.get(codec.replace(/\.js$/, ""));
    const isScript = codec.endsWith(".js");
    res.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    // An isolated page has a clock resolution of 5 µs instead of 100 µs.
    res.setHeader("cross-origin-opener-policy", "same-origin");
    res.setHeader("cross-origin-embedder-policy", "require-corp");
    res.end(isScript ? code : `<!doctype html><title>bench</title><script type="module" src="/${codec}.js"></script>`);
  });
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await chromium.launch(launchOptions);
  try {
    return await measureAll(async (codec) => {
      const page = await browser.newPage();
      await page.goto(`http://localhost:${port}/${codec}`);
      await page.waitForFunction("globalThis.times");
      const times = /** @type {Times} */ (await page.evaluate("times()"));
      await page.close();
      return times;
    });
  } finally {
    await browser.close();
    server.close();
  }
}

/** @param {keyof typeof budgets} engine @param {Map<string, Times>} all */
function report(engine, all) {
  const plain = all.get("protobuf-es") ?? {};
  for (const [index, what] of /** @type {const} */ (["read", "write"]).entries()) {
    console.log(`\n${what} in ${engine}: ns of protobuf-es, then ratios to it`);
    console.log(
      `${"".padEnd(24)}${Object.keys(plain)
        .map((shape) => shape.padStart(9))
        .join("")}`,
    );
    for (const [codec, times] of all) {
      const cells = Object.entries(times).map(([shape, time]) => {
        const base = plain[shape]?.[what] ?? Number.NaN;
        return (codec === "protobuf-es" ? base.toFixed(0) : (time[what] / base).toFixed(2)).padStart(9);
      });
      console.log(`${codec.padEnd(24)}${cells.join("")}`);
    }
    for (const [shape, limits] of Object.entries(budgets[engine])) {
      const ratio = (all.get("code")?.[shape]?.[what] ?? Number.NaN) / (plain[shape]?.[what] ?? Number.NaN);
      const budget = limits[index] ?? 0;
      if (!(ratio <= budget * tolerance)) {
        exceeded++;
        console.log(`OVER  ${shape}: ${ratio.toFixed(2)}, at most ${budget}`);
      }
    }
  }
}
