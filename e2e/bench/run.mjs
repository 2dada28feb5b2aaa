/** `npm run bench`: runs the benchmarks in Chromium and compares them with budgets. Fails if one is exceeded. */
import http from "node:http";
import { chromium } from "playwright";
import { bundle } from "../../scripts/bundle.mjs";
import { launchOptions } from "../../scripts/chromium.mjs";

const { code } = await bundle("e2e/bench/bench-page.ts", { codeSplitting: false });
const server = http.createServer({ keepAliveTimeout: 0 }, (req, res) => {
  if (req.method === "POST") {
    sendLargeMessages(req, res);
    return;
  }
  const isScript = req.url === "/bench.js";
  res.setHeader("content-type", isScript ? "text/javascript" : "text/html");
  // An isolated page has a clock resolution of 5 µs instead of 100 µs.
  res.setHeader("cross-origin-opener-policy", "same-origin");
  res.setHeader("cross-origin-embedder-policy", "require-corp");
  res.end(isScript ? code : '<!doctype html><title>bench</title><script type="module" src="/bench.js"></script>');
});
await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
const browser = await chromium.launch(launchOptions);
const page = await browser.newPage();
await page.goto(`http://localhost:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/`);
await page.waitForFunction("globalThis.benchmarks");

/**
 * Sends 16 messages of 4 MiB, and the end of the stream.
 *
 * @param {http.IncomingMessage} req
 * @param {http.ServerResponse} res
 */
function sendLargeMessages(req, res) {
  const type = req.headers["content-type"] ?? "";
  const payload = Buffer.alloc(4 * 1024 * 1024, 7);
  payload.writeUInt32BE(0x7afbffff); // field 15, unknown to the client: bytes, as long as the rest
  payload.writeUInt8(0x01, 4);
  const end = type.includes("grpc-web") ? [0x80, "grpc-status: 0\r\n"] : [2, "{}"];
  /** @param {number} flags @param {Buffer} bytes */
  const send = (flags, bytes) => {
    const head = Buffer.alloc(5);
    head.writeUInt8(flags);
    head.writeUInt32BE(bytes.length, 1);
    res.write(head);
    res.write(bytes);
  };
  req.resume();
  res.setHeader("content-type", type);
  for (let index = 0; index < 16; index++) {
    send(0, payload);
  }
  send(Number(end[0]), Buffer.from(String(end[1])));
  res.end();
}

let exceeded = 0;

/**
 * @param {string} title
 * @param {string} call an expression in the page
 * @param {string} unit
 * @param {(times: Record<string, number>) => [what: string, ratio: number, budget: number][]} budgets at most
 */
async function run(title, call, unit, budgets) {
  const times = /** @type {Record<string, number>} */ (await page.evaluate(`benchmarks.${call}`));
  console.log(`\n${title}`);
  for (const [name, time] of Object.entries(times)) {
    console.log(`  ${name.padEnd(22)} ${time.toFixed(1).padStart(9)} ${unit}`);
  }
  for (const [what, ratio, budget] of budgets(times)) {
    const ok = ratio <= budget;
    exceeded += ok ? 0 : 1;
    console.log(`  ${ok ? "within" : "OVER  "}  ${what}: ${ratio.toFixed(3)}, at most ${budget}`);
  }
}

/** @param {Record<string, number>} times @param {string} a @param {string} b */
const ratio = (times, a, b) => (times[a] ?? Number.NaN) / (times[b] ?? Number.NaN);

for (const protocol of ["Connect", "gRPC-Web"]) {
  await run(`100,000 small messages, 64 KiB chunks, ${protocol}`, `smallMessages("${protocol}")`, "ms", (times) => [
    ["farcall to the limit", ratio(times, "farcall", "limit"), 1.2],
    ["farcall to connect-web", ratio(times, "farcall", "connect-web"), 1 / 6],
  ]);
}
for (const protocol of ["Connect", "gRPC-Web"]) {
  await run(`a unary call with a prepared response, ${protocol}`, `unaryCalls("${protocol}")`, "us", (times) => {
    const bare = times.bare ?? 0;
    const own = (times.farcall ?? 0) - bare;
    return [["farcall's own cost to connect-web's", own / ((times["connect-web"] ?? 0) - bare), 0.25]];
  });
}
await run("one large message, 1,400-byte chunks, Connect", "oneLargeMessage()", "ms", (times) => [
  ["farcall, 32 MiB to 16 MiB", ratio(times, "farcall, 32 MiB", "farcall, 16 MiB"), 2.5],
]);
for (const protocol of ["Connect", "gRPC-Web"]) {
  await run(`16 messages of 4 MiB over the network, ${protocol}`, `largeMessages("${protocol}")`, "ms", (times) => [
    ["farcall to bare fetch", ratio(times, "farcall", "bare fetch"), 1.1],
    ["farcall to connect-web", ratio(times, "farcall", "connect-web"), 1],
  ]);
}
await run("a unary call, recorded for the devtools", "recordedCalls()", "us", (times) => {
  const plain = times["no interceptor"] ?? 0;
  const cost = (/** @type {string} */ name) => ((times[name] ?? Number.NaN) - plain) / plain;
  return [
    ["the recorder's own cost to that of a call", cost("recorder"), 1.5],
    ["the same, with call sites", cost("recorder, call sites"), 4],
  ];
});
await run("100,000 messages, each in a chunk of its own, recorded", "recordedMessages()", "ms", (times) => [
  ["recorded to not", ratio(times, "recorder", "no recorder"), 1.6],
]);
await run("queries of 10,000 recorded calls", "looks()", "ms", (times) => [
  ["all of them, to what they took to make", ratio(times, "all drained", "10,000 calls"), 1],
  ["nothing new, to all of them", ratio(times, "nothing new", "all drained"), 0.001],
  ["one that changed, to all of them", ratio(times, "one changed", "all drained"), 0.02],
]);
await run("abort() to rejection", "abortToRejection()", "us", (times) => [
  ["farcall to connect-web", ratio(times, "farcall", "connect-web"), 0.5],
]);

await browser.close();
server.close();
if (exceeded > 0) {
  console.error(`\n${exceeded} over budget`);
  process.exitCode = 1;
}
