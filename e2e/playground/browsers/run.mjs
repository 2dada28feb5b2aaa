/**
 * `npm run test:browsers`: the static build of the playground in Firefox and in WebKit. Add "firefox" or "webkit" to run
 * one of them.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { preview } from "vite";
import { findCommand } from "../../browsers/find-command.mjs";
import { startSession } from "../../browsers/session.mjs";
import { makeJourney } from "./journey.mjs";

/** What each needs, and how Debian names it. */
const engines = /** @type {const} */ ({
  firefox: { needs: [[["firefox", "firefox-esr"], "FARCALL_FIREFOX"]], packages: "firefox-esr" },
  webkit: {
    needs: [
      [["WebKitWebDriver"], "FARCALL_WEBKIT_DRIVER"],
      [["Xvfb"], "FARCALL_XVFB"],
    ],
    packages: "webkit2gtk-driver xvfb",
  },
});

const names = /** @type {(keyof typeof engines)[]} */ (Object.keys(engines));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.some((known) => known === name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(", ")} here: choose ${names.join(" or ")}.`);
  process.exit(1);
}

execFileSync("npm", ["run", "build:playground", "--silent"], { stdio: ["ignore", "ignore", "inherit"] });
const server = await preview({ preview: { port: 0, host: "localhost" }, logLevel: "error" });
const url = server.resolvedUrls?.local[0] ?? "";
const total = { passed: 0, failed: 0 };
for (const name of names) {
  if (wanted.length === 0 || wanted.includes(name)) {
    await test(name);
  }
}
await server.close();
mkdirSync(".results", { recursive: true });
writeFileSync(".results/browsers.json", JSON.stringify(total));
process.exitCode = total.failed > 0 ? 1 : 0;

/** @param {keyof typeof engines} name */
async function test(name) {
  const { needs, packages } = engines[name];
  try {
    for (const [commands, variable] of needs) {
      findCommand([...commands], variable);
    }
  } catch (error) {
    total.failed++;
    console.log(`✗ ${name}: ${message(error).replace(/\.$/, "")} (on Debian: apt-get install ${packages}).`);
    return;
  }
  /** @type {import("../../browsers/session.mjs").Session | undefined} */
  let session;
  try {
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
