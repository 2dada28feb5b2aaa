/**
 * `npm run test:browsers`: the static build of the playground in Firefox and in WebKit. Add "firefox" or "webkit" to run
 * one of them.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { preview } from "vite";
import { engineNames, installEngine } from "../../browsers/install-engine.mjs";
import { startSession } from "../../browsers/session.mjs";
import { makeJourney } from "./journey.mjs";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !engineNames.some((known) => known === name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(", ")} here: choose ${engineNames.join(" or ")}.`);
  process.exit(1);
}

execFileSync("npm", ["run", "build:playground", "--silent"], { stdio: ["ignore", "ignore", "inherit"] });
const server = await preview({ preview: { port: 0, host: "localhost" }, logLevel: "error" });
const url = server.resolvedUrls?.local[0] ?? "";
const total = { passed: 0, failed: 0 };
for (const name of engineNames) {
  if (wanted.length === 0 || wanted.includes(name)) {
    await test(name);
  }
}
await server.close();
mkdirSync(".results", { recursive: true });
writeFileSync(".results/browsers.json", JSON.stringify(total));
process.exitCode = total.failed > 0 ? 1 : 0;

/** @param {import("../../browsers/install-engine.mjs").Engine} name */
async function test(name) {
  /** @type {import("../../browsers/session.mjs").Session | undefined} */
  let session;
  try {
    installEngine(name);
    session = await startSession(name, (problem) => console.log(`${name}: ${problem}`));
    await session.open(url);
    await makeJourney(session, (step) => {
      total.passed++;
      console.log(`✓ ${name}: ${step}`);
    });
  } catch (error) {
    total.failed++;
    console.log(`✗ ${name}: ${message(error)}`);
  } finally {
    await session?.close().catch(() => {});
  }
}

/** @param {unknown} error */
function message(error) {
  return error instanceof Error ? error.message : String(error);
}
