/** Reports the worst inputs of each compression, and how long one request with a deadline blocks the event loop. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import zlib from "node:zlib";
import { gzip } from "farcall";
import { brotli } from "farcall/compression/brotli";
import { zstd } from "farcall/compression/zstd";
import { createFetchHandler, service } from "farcall/server";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { brotliInput } from "./brotli-input.ts";
import { gzipInput } from "./gzip-input.ts";
import { searchWorst } from "./search.ts";
import { zstdInput } from "./zstd-input.ts";

const forMs = Number(process.env.SEARCH_MS ?? 20_000);
const mostTimesZlib = 10;
const longestStopMs = 150;

/** In Node since 22.15; the installed types are those of an older version. */
const { zstdDecompressSync } = zlib as unknown as { zstdDecompressSync: typeof zlib.gunzipSync };

const rows = [
  ["gzip", searchWorst(gzip(), gzipInput, zlib.gunzipSync, forMs)],
  ["br", searchWorst(brotli(), brotliInput, zlib.brotliDecompressSync, forMs)],
  ["zstd", searchWorst(zstd(), zstdInput, zstdDecompressSync, forMs)],
] as const;
for (const [name, { ratio, text }] of rows) {
  console.log(`${name}: ${ratio.toFixed(1)} times zlib's time a byte (budget ${mostTimesZlib}); ${text}`);
}

const stopMs = await longestStop();
console.log(
  `200 kB with a deadline of 100 ms: the event loop stood still for ${stopMs.toFixed(0)} ms (budget ${longestStopMs})`,
);
if (rows.some(([, { ratio }]) => ratio > mostTimesZlib) || stopMs > longestStopMs) {
  process.exitCode = 1;
}

/** Sends empty members to a server with default options. */
async function longestStop(): Promise<number> {
  const handler = createFetchHandler({ services: [service(DemoService, { say: ({ sentence }) => ({ sentence }) })] });
  const empty = zlib.gzipSync("");
  const body = Buffer.concat(Array.from({ length: 10_000 }, () => empty)).subarray(0, 200_000);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 50));
  delay.reset();
  const response = await handler(
    new Request("http://localhost/demo.v1.DemoService/Say", {
      method: "POST",
      headers: { "content-type": "application/proto", "content-encoding": "gzip", "connect-timeout-ms": "100" },
      body,
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  console.log(`that request ended with HTTP ${response.status}`);
  return delay.max / 1e6;
}
