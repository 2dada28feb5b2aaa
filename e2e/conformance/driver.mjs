/**
 * The client under test, started by the runner: `node driver.mjs BROWSER PAGE_FOLDER WIDTH [sync]`. Reads cases from
 * stdin, makes the calls from a page in a real browser, and writes the results, and nothing else, to stdout.
 */
import { launchIn } from "../browsers/index.mjs";
import { CaseQueue } from "./case-queue.mjs";
import { FrameReader, frame } from "./frames.mjs";
import { servePage } from "./page-server.mjs";

const [browserName = "", pageFolder = "", widthOnHttp2, client] = process.argv.slice(2);

/** @type {{ close: () => Promise<void> } | undefined} */
let browser;
let hasEnded = false;

const queue = new CaseQueue(Number(widthOnHttp2), (request) => page.send(request));
const page = await servePage(pageFolder, (response) => {
  process.stdout.write(frame(response));
  queue.answer(response);
  closeWhenDone();
});

const cases = new FrameReader();
process.stdin.on("data", (chunk) => {
  for (const request of cases.push(/** @type {Buffer} */ (chunk))) {
    queue.add(request);
  }
});
process.stdin.on("end", () => {
  hasEnded = true;
  closeWhenDone();
});

const url = client === "sync" ? `${page.url}?sync` : page.url;
browser = await launchIn(browserName, url, (problem) => process.stderr.write(`\n${browserName}: ${problem}\n`));
process.on("SIGTERM", () => void close(1));
closeWhenDone();

function closeWhenDone() {
  if (hasEnded && queue.isEmpty && browser) {
    void close(0);
  }
}

/** @param {number} status */
async function close(status) {
  hasEnded = false; // closes once
  await browser?.close();
  page.close(); // after the browser, which would report an error
  process.exit(status);
}
