/** A server under Node with many calls, many streams, clients that disconnect, and clients that do not read. */

import http from "node:http";
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createClient, createConnectTransport } from "farcall";
import { createFetchHandler, type ServiceImplementation, service } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { describe, expect, it, onTestFinished } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { pause } from "./pause.ts";
import { connectEnd, frame } from "./servers/frames.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
const megabyte = 1024 * 1024;

/** Returns the memory in use after garbage collection, in megabytes. */
async function memoryInUse(): Promise<number> {
  await pause(50);
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / megabyte;
}

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function serve(implementation: ServiceImplementation<typeof DemoService>): Promise<string> {
  const handler = createNodeHandler(createFetchHandler({ services: [service(DemoService, implementation)] }));
  const server = http.createServer({ keepAliveTimeout: 0 }, handler);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** Fails if memory has grown by more than this permanently: garbage that is not collected yet does not count. */
async function expectGrowthBelow(megabytes: number, before: number, what: string): Promise<void> {
  const growth = async () => (await memoryInUse()) - before;
  await expect.poll(growth).toBeLessThan(megabytes);
  console.info(`${what}: ${(await growth()).toFixed(1)} MB more in use`);
}

/** Opens a stream over its own connection, which the test controls. */
function openStream(baseUrl: string, method: string): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${baseUrl}/demo.v1.DemoService/${method}`, {
      method: "POST",
      headers: { "content-type": "application/connect+proto" },
      agent: false,
    });
    request.on("response", resolve).on("error", reject).end(frame(0));
  });
}

describe("a server under Node", () => {
  // Ten thousand calls take 20 seconds on a quiet machine: more than ten times that on a busy one is no failure.
  it("answers 10,000 calls with steady memory", { timeout: 1_200_000 }, async () => {
    const baseUrl = await serve({ say: ({ sentence }) => ({ sentence }) });
    const client = createClient(DemoService, createConnectTransport({ baseUrl }));
    const callMany = async (count: number) => {
      for (let done = 0; done < count; done += 50) {
        await Promise.all(Array.from({ length: 50 }, (_, index) => client.say({ sentence: `${done + index}` })));
      }
    };
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on("warning", onWarning);
    onTestFinished(() => void process.off("warning", onWarning));
    await callMany(1_000); // so that one-time allocations are done
    const before = await memoryInUse();
    await callMany(10_000);
    await expectGrowthBelow(10, before, "10,000 calls"); // 1 kB a call would be that much
    expect(warnings).toEqual([]); // about accumulating listeners
  });

  it("serves 200 concurrent streams, each to its end, and keeps nothing of them", async () => {
    const count = 200;
    const messages = 100;
    let open = 0;
    let allAreOpen = deferred();
    const baseUrl = await serve({
      async *tick() {
        open++;
        try {
          if (open === count) {
            allAreOpen.resolve();
          }
          await allAreOpen.promise; // none ends before all have started
          for (let index = 0n; index < messages; index++) {
            yield { index };
          }
        } finally {
          open--;
        }
      },
    });
    const client = createClient(DemoService, createConnectTransport({ baseUrl }));
    const readAll = async () => {
      let received = 0;
      const read = async () => {
        for await (const _ of client.tick({})) {
          received++;
        }
      };
      await Promise.all(Array.from({ length: count }, read));
      return received;
    };
    expect(await readAll()).toBe(count * messages);
    expect(open).toBe(0);
    allAreOpen = deferred();
    const before = await memoryInUse();
    await readAll();
    await expectGrowthBelow(10, before, "200 streams of 100 messages");
  });

  it("aborts the signal of a call whose client has disconnected", async () => {
    let abortedAt = 0;
    const baseUrl = await serve({
      async *tick(_, ctx) {
        ctx.signal.addEventListener("abort", () => {
          abortedAt = performance.now();
        });
        yield {};
        await new Promise(() => {});
      },
    });
    const delays: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) {
      abortedAt = 0;
      const response = await openStream(baseUrl, "Tick");
      await new Promise((resolve) => response.once("data", resolve));
      const gone = performance.now();
      response.destroy();
      await expect.poll(() => abortedAt, { interval: 1 }).toBeGreaterThan(0);
      delays.push(abortedAt - gone);
    }
    delays.sort((a, b) => a - b);
    console.info(`a client that goes is noticed after ${delays[4]?.toFixed(1)} ms, at most ${delays[8]?.toFixed(1)}`);
  });

  it("waits for a client that does not read, and does not buffer messages for it", async () => {
    let made = 0;
    const payload = new Uint8Array(64 * 1024);
    const baseUrl = await serve({
      async *introduce() {
        for (;;) {
          made++;
          yield { sentence: "x".repeat(payload.byteLength) };
        }
      },
    });
    const response = await openStream(baseUrl, "Introduce");
    response.pause();
    let before = -1;
    let looksAtRest = 0; // in a row, because a stalled machine looks idle as well
    const look = () => {
      looksAtRest = made === before ? looksAtRest + 1 : 0;
      before = made;
      return looksAtRest;
    };
    await expect.poll(look, { interval: 100 }).toBeGreaterThanOrEqual(5);
    const atRest = await memoryInUse();
    await pause(500);
    expect(made).toBe(before);
    await expect.poll(async () => (await memoryInUse()) - atRest).toBeLessThan(1);
    console.info(`a client that does not read is ${((made * payload.byteLength) / megabyte).toFixed(1)} MB ahead`);
    expect(made * payload.byteLength).toBeLessThan(32 * megabyte); // the buffers of two sockets
    response.destroy();
  });

  it("does the same over HTTP/2 without TLS", async () => {
    const handler = createNodeHandler(
      createFetchHandler({
        services: [
          service(DemoService, {
            async *tick(_, ctx) {
              ctx.responseTrailers.set("demo", "yes");
              yield { index: 1n };
              yield { index: 2n };
            },
          }),
        ],
      }),
    );
    const server = http2.createServer((req, res) => handler(req as never, res as never));
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const session = http2.connect(`http://localhost:${(server.address() as AddressInfo).port}`);
    onTestFinished(() => {
      session.close();
      server.close();
    });
    const stream = session.request({
      ":method": "POST",
      ":path": "/demo.v1.DemoService/Tick",
      "content-type": "application/connect+proto",
    });
    stream.end(frame(0));
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks);
    expect(body.includes(Buffer.from(frame(0, Uint8Array.of(8, 2))))).toBe(true);
    expect(body.subarray(-connectEnd('{"metadata":{"demo":["yes"]}}').byteLength)).toEqual(
      Buffer.from(connectEnd('{"metadata":{"demo":["yes"]}}')),
    );
  });
});
