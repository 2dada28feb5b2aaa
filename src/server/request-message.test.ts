import { describe, expect, it, onTestFinished, vi } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { encodeEnvelopes } from "../wire/envelope.ts";
import { createFetchHandler, type FetchHandler } from "./fetch-handler.ts";
import { service } from "./service.ts";
import { serviceSync } from "./sync/service.ts";
import { createSyncHandler } from "./sync/sync-handler.ts";
import { toFetchHandler } from "./sync/to-fetch-handler.ts";

const handler = createFetchHandler({
  services: [
    service(DemoService, {
      say: ({ sentence }) => ({ sentence }),
      async summarize(requests) {
        await requests[Symbol.asyncIterator]().next();
        return { sentences: 1 };
      },
      async *converse() {
        yield { sentence: "enough" }; // reads nothing
      },
    }),
  ],
});

/** An upload: these chunks, then the last one repeated forever. */
function upload(...chunks: Uint8Array[]) {
  const sent = vi.fn();
  const canceled = vi.fn();
  let index = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve)); // like a network
        sent();
        controller.enqueue(chunks[Math.min(index++, chunks.length - 1)] as Uint8Array);
      },
      cancel: canceled,
    },
    { highWaterMark: 0 },
  );
  return { body, sent, canceled };
}

const lifted = toFetchHandler(
  createSyncHandler({
    services: [
      serviceSync(DemoService, {
        say: ({ sentence }) => ({ sentence }),
        *introduce() {
          yield {};
        },
      }),
    ],
  }),
);

const call = (
  method: string,
  headers: Record<string, string>,
  body: ReadableStream<Uint8Array>,
  handle: FetchHandler = handler,
) =>
  handle(
    new Request(`http://localhost/demo.v1.DemoService/${method}`, {
      method: "POST",
      headers,
      body,
      duplex: "half",
    } as RequestInit),
  );

const chunk = new Uint8Array(1024);
const empty = encodeEnvelopes({ flags: 0, payload: new Uint8Array() });
const grpcWeb = { "content-type": "application/grpc-web+proto" };
const connectStream = { "content-type": "application/connect+proto" };

describe("an endless upload to a synchronous handler", () => {
  it("is not read if its path is not served", async () => {
    const { body, sent } = upload(chunk);
    const response = await call("Nothing", { "content-type": "application/proto" }, body, lifted);
    expect(response.status).toBe(404);
    expect(sent).not.toHaveBeenCalled();
  });

  it.each([
    ["Connect", { "content-type": "application/proto", "connect-timeout-ms": "30" }],
    ["gRPC-Web", { ...grpcWeb, "grpc-timeout": "30m" }],
    ["a stream of Connect", { ...connectStream, "connect-timeout-ms": "30" }],
  ])("is read only until the deadline, over %s", async (_, headers) => {
    const { body, canceled } = upload(chunk);
    const method = headers["content-type"] === connectStream["content-type"] ? "Introduce" : "Say";
    const response = await call(method, headers, body, lifted);
    expect(response.headers.get("content-type")).toBe(
      method === "Say" && "connect-timeout-ms" in headers ? "application/json" : headers["content-type"],
    );
    expect(await response.text()).toMatch(/deadline_exceeded|grpc-status: 4/);
    expect(canceled).toHaveBeenCalledOnce();
  });
});

describe("reading a request after its call has ended", () => {
  it.each(["in the middle of a read", "between two messages"])(
    "fails, and does not look complete: %s",
    async (when) => {
      const outcome = vi.fn();
      let goOn = () => {};
      const ended = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      const reading = async (requests: AsyncIterable<unknown>) => {
        for await (const _ of requests) {
          outcome("one");
          await (when === "between two messages" && ended);
        }
        outcome("complete");
      };
      const handle = createFetchHandler({
        services: [
          service(DemoService, {
            async *converse(requests) {
              reading(requests).catch((error) => outcome(error.code));
              await expect.poll(() => outcome).toHaveBeenCalled();
              yield { sentence: "enough" };
            },
          }),
        ],
      });
      let isSent = false;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (!isSent) {
            isSent = true;
            controller.enqueue(empty); // nothing more, and no end
          }
        },
      });
      await (await call("Converse", connectStream, body, handle)).arrayBuffer();
      goOn();
      await expect.poll(() => outcome.mock.calls.flat()).toEqual(["one", "canceled"]);
    },
  );
});

describe("a request without a property for its body, as in Firefox", () => {
  it.each([
    ["Say", "application/proto", new Uint8Array([10, 2, 104, 105])],
    ["Say", "application/grpc-web+proto", encodeEnvelopes({ flags: 0, payload: new Uint8Array([10, 2, 104, 105]) })],
  ])("is still read: %s, %s", async (method, type, bytes) => {
    for (const handle of [handler, lifted]) {
      const request = new Request(`http://localhost/demo.v1.DemoService/${method}`, {
        method: "POST",
        headers: { "content-type": type },
        body: bytes as Uint8Array<ArrayBuffer>,
      });
      Object.defineProperty(request, "body", { value: undefined });
      expect(await (await handle(request)).text()).toContain("hi");
    }
  });
});

describe("a request whose body was already read", () => {
  it.each([
    ["", async (request: Request) => void (await request.text())],
    [" and canceled", async (request: Request) => void (await request.body?.cancel())],
  ])("does not pass for an empty message%s", async (_, read) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => log.mockRestore());
    for (const [method, type] of [
      ["Say", "application/proto"],
      ["Say", "application/grpc-web+proto"],
      ["Summarize", "application/connect+proto"],
    ]) {
      const request = new Request(`http://localhost/demo.v1.DemoService/${method}`, {
        method: "POST",
        headers: { "content-type": type as string },
        body: empty as Uint8Array<ArrayBuffer>,
      });
      await read(request);
      expect(await (await handler(request)).text()).toMatch(/"code":"internal"|grpc-status: 13/);
      expect(log.mock.lastCall?.[0]).toMatchObject({ message: expect.stringContaining("read before Farcall saw it") });
    }
  });
});

describe("an endless upload", () => {
  it("is rejected at its header if it declares more than any message can have, even without a configured limit", async () => {
    const { body, sent, canceled } = upload(new Uint8Array([0, 0xff, 0xff, 0xff, 0xff]), chunk);
    const response = await call("Say", grpcWeb, body);
    expect(await response.text()).toContain("grpc-status: 8");
    expect(canceled).toHaveBeenCalledOnce();
    expect(sent.mock.calls.length).toBeLessThan(3);
  });

  it("is rejected at its second message if only one is expected", async () => {
    const { body, sent, canceled } = upload(empty);
    const response = await call("Say", grpcWeb, body);
    expect(await response.text()).toContain("grpc-status: 12");
    expect(canceled).toHaveBeenCalledOnce();
    expect(sent.mock.calls.length).toBeLessThan(5);
  });

  it.each([
    ["Connect", { "content-type": "application/proto", "connect-timeout-ms": "30" }],
    ["gRPC-Web", { ...grpcWeb, "grpc-timeout": "30m" }],
  ])("is read only until the deadline, over %s", async (_, headers) => {
    const { body, sent, canceled } = upload(new Uint8Array([0, 0, 0x3f, 0, 0]), chunk);
    const response = await call("Say", headers, body);
    expect(await response.text()).toMatch(/deadline_exceeded|grpc-status: 4/);
    expect(canceled).toHaveBeenCalledOnce();
    const count = sent.mock.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent.mock.calls.length).toBeLessThanOrEqual(count + 1); // one may have been in flight
  });

  it.each(["Summarize", "Converse"])("is canceled when %s has responded without reading all of it", async (method) => {
    const { body, canceled } = upload(empty);
    const response = await call(method, connectStream, body);
    expect(response.status).toBe(200);
    await response.arrayBuffer();
    await expect.poll(() => canceled).toHaveBeenCalledOnce();
  });
});
