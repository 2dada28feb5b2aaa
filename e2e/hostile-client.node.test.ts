/** Broken and malicious clients, down to the bytes on the connection: the server responds, and survives. */
import http from "node:http";
import { type AddressInfo, connect } from "node:net";
import { createClient, createConnectTransport, gzip } from "farcall";
import { brotli } from "farcall/compression/brotli";
import { zstd } from "farcall/compression/zstd";
import { createFetchHandler, service } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { bomb } from "./servers/bombs.ts";
import { frame } from "./servers/frames.ts";

const mebibyte = 1024 * 1024;
const errors: unknown[] = [];
const left: string[] = [];
let server: http.Server;
let port: number;

beforeAll(async () => {
  const handler = createFetchHandler({
    services: [
      service(DemoService, {
        say: ({ sentence }) => ({ sentence }),
        async summarize(requests) {
          let sentences = 0;
          try {
            for await (const _ of requests) {
              sentences++;
            }
          } catch (error) {
            left.push((error as Error).message);
            throw error;
          }
          return { sentences };
        },
      }),
    ],
    compressions: [gzip(), brotli(), zstd()],
    readMaxBytes: mebibyte,
    onError: (error) => errors.push(error),
  });
  server = http.createServer({ keepAliveTimeout: 0 }, createNodeHandler(handler));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Returns the server's response to these bytes, until it contains what is expected or the connection closes. */
function exchange(
  bytes: string | Uint8Array,
  { until, ends = false }: { until?: RegExp; ends?: boolean } = {},
): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "localhost");
    let answer = "";
    const done = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(60_000, done); // so that a failing test shows what it got instead
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
      if (until?.test(answer)) {
        done();
      }
    });
    socket.on("close", done).on("error", done);
    socket.write(bytes);
    if (ends) {
      socket.end();
    }
  });
}

async function expectToLive(): Promise<void> {
  const client = createClient(DemoService, createConnectTransport({ baseUrl: `http://localhost:${port}` }));
  expect(await client.say({ sentence: "still there?" })).toMatchObject({ sentence: "still there?" });
  expect(errors).toEqual([]);
}

const head = (...lines: string[]) =>
  ["POST /demo.v1.DemoService/Summarize HTTP/1.1", "Host: x", ...lines, "", ""].join("\r\n");
const stream = "Content-Type: application/connect+proto";

describe("a server under Node", () => {
  it.each([
    ["bytes that are not HTTP", "\x16\x03\x01 hello\r\n\r\n", "400"],
    ["a header without a name", "GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n", "400"],
    ["headers of 64 KiB", head(`X-Long: ${"x".repeat(64 * 1024)}`), "431"],
    ["two different lengths", head(stream, "Content-Length: 1", "Content-Length: 2"), "400"],
    ["an invalid length", head(stream, "Content-Length: -1"), "400"],
  ])("responds to %s and survives", async (_, bytes, status) => {
    const until = new RegExp(`^HTTP/1.1 ${status} `);
    expect(await exchange(bytes, { until })).toMatch(until);
    await expectToLive();
  });

  it("ends the call of an upload that breaks off", async () => {
    left.length = 0;
    await exchange(`${head(stream, "Content-Length: 1000")}${Buffer.from(frame(0)).toString("latin1")}`, {
      ends: true,
    });
    await expect.poll(() => left.length).toBe(1);
    await expectToLive();
  });

  it("ends the call of a truncated envelope, and says so", async () => {
    left.length = 0;
    const cut = Buffer.from(frame(0, "twelve bytes")).subarray(0, 9).toString("latin1");
    const until = /"code":"invalid_argument"/;
    expect(await exchange(`${head(stream, `Content-Length: ${cut.length}`)}${cut}`, { until })).toMatch(until);
    expect(left).toEqual([expect.stringContaining("the stream ended within an envelope")]);
    await expectToLive();
  });

  it("refuses an envelope that claims to be 4 GiB before it arrives", async () => {
    const claim = Buffer.from([0, 0xff, 0xff, 0xff, 0xff]).toString("latin1");
    const until = /"code":"resource_exhausted"/;
    expect(await exchange(`${head(stream, "Content-Length: 1000")}${claim}`, { until })).toMatch(until);
    await expectToLive();
  });

  it.each(["gzip", "br", "zstd"])(
    "refuses a body that decompresses to one GiB, in %s, with flat memory",
    async (encoding) => {
      const bytes = await bomb(encoding);
      const before = process.memoryUsage();
      let most = 0;
      const watch = setInterval(() => {
        const { arrayBuffers, heapUsed } = process.memoryUsage();
        most = Math.max(most, arrayBuffers + heapUsed - before.arrayBuffers - before.heapUsed);
      }, 1);
      const answers = await Promise.all(
        [
          ["Say", { "content-type": "application/proto", "content-encoding": encoding }, bytes] as const,
          [
            "Summarize",
            { "content-type": "application/connect+proto", "connect-content-encoding": encoding },
            frame(1, bytes),
          ] as const,
          [
            "Say",
            { "content-type": "application/grpc-web+proto", "grpc-encoding": encoding },
            frame(1, bytes),
          ] as const,
        ].map(async ([method, headers, body]) => {
          const response = await fetch(`http://localhost:${port}/demo.v1.DemoService/${method}`, {
            method: "POST",
            headers,
            body: body as Uint8Array<ArrayBuffer>,
          });
          return response.text();
        }),
      );
      clearInterval(watch);
      expect(answers[0]).toContain('"code":"resource_exhausted"');
      expect(answers[1]).toContain('"code":"resource_exhausted"');
      expect(answers[2]).toContain("grpc-status: 8");
      expect(most).toBeLessThan(256 * mebibyte); // three bodies, their readers and uncollected garbage, not three GiB
      await expectToLive();
    },
  );
});
