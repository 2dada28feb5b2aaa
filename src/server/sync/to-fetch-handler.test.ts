import { describe, expect, it, vi } from "vitest";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../../client/client.ts";
import { createConnectTransport } from "../../client/connect-transport.ts";
import { createGrpcWebTransport } from "../../client/grpc-web-transport.ts";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { serviceSync } from "./service.ts";
import { createSyncHandler } from "./sync-handler.ts";
import { toFetchHandler } from "./to-fetch-handler.ts";

const left = vi.fn();
const made = vi.fn();
const handler = createSyncHandler({
  services: [
    serviceSync(DemoService, {
      say: ({ sentence }) => ({ sentence: sentence.toUpperCase() }),
      *introduce({ name }, ctx) {
        yield { sentence: `${name} from ${ctx.clientAddress}` };
      },
      summarize: (requests) => ({ sentences: [...requests].length }),
      converse: (requests) => Array.from(requests, ({ sentence }) => ({ sentence })),
      *tick() {
        try {
          for (let index = 0n; ; index++) {
            made();
            yield { index };
          }
        } finally {
          left();
        }
      },
      fail() {
        throw new ConnectError(Code.NotFound, "no hat");
      },
    }),
  ],
});
const json = { "content-type": "application/json" };
const url = "http://localhost/demo.v1.DemoService/Say";

async function collect<T>(messages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const message of messages) {
    all.push(message);
  }
  return all;
}

describe.each([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("a converted synchronous handler, over %s", (_, createTransport) => {
  const client = createClient(DemoService, createTransport({ baseUrl: "/", fetch: toFetchHandler(handler) }));

  it("responds to calls of every kind", async () => {
    expect((await client.say({ sentence: "hi" })).sentence).toBe("HI");
    expect(await collect(client.introduce({ name: "Ada" }))).toMatchObject([{ sentence: "Ada from undefined" }]);
    expect((await client.summarize([{}, {}, {}])).sentences).toBe(3);
    const answers = await collect(client.converse([{ sentence: "one" }, { sentence: "two" }]));
    expect(answers).toMatchObject([{ sentence: "one" }, { sentence: "two" }]);
    await expect(client.fail({})).rejects.toMatchObject({ code: Code.NotFound, rawMessage: "no hat" });
  });

  it("produces messages only as fast as they are read, and is closed with the loop", async () => {
    left.mockClear();
    made.mockClear();
    for await (const { index } of client.tick({})) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (index === 3n) {
        break;
      }
    }
    await expect.poll(() => left).toHaveBeenCalledOnce();
    expect(made.mock.calls.length).toBeLessThan(10);
  });
});

describe("a converted synchronous handler", () => {
  const open = toFetchHandler(handler);

  it("includes the time of reading the request in the timeout", async () => {
    let leftMs: number | undefined = 0;
    const say = serviceSync(DemoService, {
      say(_, ctx) {
        leftMs = ctx.timeoutMs;
        return {};
      },
    });
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        controller.enqueue(new TextEncoder().encode("{}"));
        controller.close();
      },
    });
    const headers = { ...json, "connect-timeout-ms": "60000" };
    const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
    await toFetchHandler(createSyncHandler({ services: [say] }))(url, init);
    expect(leftMs).toBeGreaterThan(0);
    expect(leftMs).toBeLessThan(59_960);
  });

  it("passes on the client's address, and knows its paths", async () => {
    const body = Uint8Array.of(0, 0, 0, 0, 2, 0x7b, 0x7d);
    const headers = { "content-type": "application/connect+json" };
    const request = new Request("http://localhost/demo.v1.DemoService/Introduce", { method: "POST", headers, body });
    const response = await open(request, { clientAddress: "10.0.0.1:5" });
    expect(await response.text()).toContain("from 10.0.0.1:5");
    expect([open.handles("/demo.v1.DemoService/Say"), open.handles("/other")]).toEqual([true, false]);
  });

  it("rejects a body above maxBodyBytes", async () => {
    const small = toFetchHandler(handler, { maxBodyBytes: 10 });
    const response = await small(url, { method: "POST", headers: json, body: '{"sentence":"hello"}' });
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ code: "resource_exhausted" });
    expect(() => toFetchHandler(handler, { maxBodyBytes: Number.NaN })).toThrow("maxBodyBytes is NaN");
  });

  it("reports a request that cannot be read in the protocol of its call, or to onError", async () => {
    const onError = vi.fn();
    const services = [serviceSync(DemoService, { say: () => ({}), introduce: () => [] })];
    const reporting = toFetchHandler(createSyncHandler({ services, onError }), { maxBodyBytes: 10 });
    const request = new Request(url, { method: "POST", headers: json, body: "{}" });
    await request.text();
    expect(await (await reporting(request)).json()).toEqual({ code: "internal", message: "internal error" });
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ message: expect.stringContaining("was read before") });
    const client = createClient(DemoService, createConnectTransport({ baseUrl: "/", fetch: reporting }));
    const stream = client.introduce({ name: "longer than ten bytes" })[Symbol.asyncIterator]();
    await expect(stream.next()).rejects.toMatchObject({ code: Code.ResourceExhausted });
  });

  it("passes on 405 and 404 unchanged", async () => {
    const response = await open(url, { method: "PUT", headers: json, body: "{}" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, POST"]);
    expect((await open("http://localhost/other", { method: "POST" })).status).toBe(404);
  });

  it("rejects calls once it is closed", async () => {
    const closing = toFetchHandler(handler);
    await closing.ready();
    await closing.close();
    const response = await closing(url, { method: "POST", headers: json, body: "{}" });
    expect(await response.json()).toMatchObject({ code: "unavailable" });
  });
});
