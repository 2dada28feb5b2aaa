/** What each interceptor adds to a page, as a table in docs/interceptors.md. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { bundle } from "./bundle.mjs";

const folder = ".results/size";
const file = "docs/interceptors.md";
const marked = /(<!-- size -->\n)[\s\S]*?(<!-- \/size -->)/;

/** Door, how it is used, and its budget: bytes, gzipped, over the same page without it, peers left out. */
const interceptors = [
  ["farcall", "interceptCall((next) => next())", 1_450],
  ["farcall/interceptors", 'bearerAuth("token")', 2_250],
  ["farcall/interceptors", "retry()", 2_600],
  ["farcall/interceptors", "hedge({ delayMs: 300 })", 700],
  ["farcall/interceptors", "logger()", 300],
  ["farcall/interceptors", "idleTimeout(45_000)", 230],
  ["farcall/interceptors", "circuitBreaker()", 2_100],
  ["farcall/interceptors/tracing", "tracing()", 2_250],
  ["farcall/interceptors/validate", "validate()", 290],
  ["farcall/interceptors", "bearerAuth, retry, hedge, logger, idleTimeout, circuitBreaker", 4_700],
];

/** @returns {Promise<string[]>} complaints: what is over its budget, and a page that says something else */
export async function checkInterceptorSizes({ write = false } = {}) {
  mkdirSync(folder, { recursive: true });
  const complaints = [];
  const rows = [];
  const without = await pageWith("none", "", "[]");
  for (const [door, use, budget] of interceptors) {
    const names = /** @type {string} */ (use).match(/^\w+(, \w+)*/)?.[0] ?? "";
    const list = names.includes(",") ? `[${names}] as never[]` : `[${use}]`;
    const bytes = (await pageWith(names.replaceAll(", ", "-"), `import { ${names} } from "${door}";`, list)) - without;
    rows.push(
      `| ${names.includes(",") ? "all of `farcall/interceptors`" : `\`${names}\``} | ${bytes.toLocaleString("en")} |`,
    );
    if (bytes > Number(budget)) {
      complaints.push(`Over budget: ${names}, ${bytes} bytes of ${budget}.`);
    }
  }
  const table = ["| interceptor | bytes, gzipped |", "| --- | --- |", ...rows].join("\n");
  const page = readFileSync(file, "utf8");
  const updated = page.replace(marked, (_, start, end) => `${start}${table}\n${end}`);
  console.log(table);
  if (write) {
    writeFileSync(file, updated);
  } else if (!marked.test(page) || updated !== page) {
    complaints.push(`${file} states other sizes than these. Run "npm run size -- --write" and commit the result.`);
  }
  return complaints;
}

/** @param {string} name @param {string} imports @param {string} list */
async function pageWith(name, imports, list) {
  const entry = `${folder}/${name}.ts`;
  writeFileSync(
    entry,
    `import { createClient, createConnectTransport } from "farcall";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
${imports}
const demo = createClient(DemoService, createConnectTransport({ baseUrl: "/", interceptors: ${list} }));
for await (const { sentence } of demo.introduce({ name: "Ada" })) {
  document.body.append(sentence);
}
`,
  );
  return (await bundle(entry, { external: [/^@opentelemetry\//, /^@bufbuild\/protovalidate/] })).gzipBytes;
}
