import { describe, expect, it, vi } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { type Client, createClient } from "../client/client.ts";
import { Code } from "../core/code.ts";
import { createFetchHandler } from "./fetch-handler.ts";
import { createInMemoryTransport } from "./in-memory-transport.ts";
import { service } from "./service.ts";

const demo = service(DemoService, {
  say: ({ sentence }) => ({ sentence }),
  async *converse(requests) {
    for await (const { sentence } of requests) {
      yield { sentence: `${sentence}!` };
    }
  },
  async wait(_, ctx) {
    await new Promise((_, reject) => ctx.signal.addEventListener("abort", () => reject(ctx.signal.reason)));
    return {};
  },
});

type DemoClient = Client<typeof DemoService>;
type Requests = AsyncIterable<{ sentence: string }>;

async function readAll(requests: AsyncIterable<unknown>) {
  let sentences = 0;
  for await (const _ of requests) {
    sentences++;
  }
  return { sentences };
}

/** Responds after reading all requests. */
async function* readEach(requests: AsyncIterable<unknown>) {
  yield { sentence: String((await readAll(requests)).sentences) };
}

describe("an in-memory transport", () => {
  it("calls a service without a server, or an existing one", async () => {
    for (const handler of [{ services: [demo] }, createFetchHandler({ services: [demo] })]) {
      const client = createClient(DemoService, createInMemoryTransport(handler));
      expect(await client.say({ sentence: "hi" })).toMatchObject({ sentence: "hi" });
    }
  });

  it("transfers real bytes: deadlines, limits and errors are those of a network", async () => {
    const client = createClient(DemoService, createInMemoryTransport({ services: [demo], readMaxBytes: 10 }));
    await expect(client.say({ sentence: "much too long" })).rejects.toMatchObject({ code: Code.ResourceExhausted });
    await expect(client.wait({}, { timeoutMs: 20 })).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    await expect(client.echo({})).rejects.toMatchObject({ code: Code.Unimplemented });
  });

  it("works below a path", async () => {
    const transport = createInMemoryTransport({ services: [demo], basePath: "/api" }, { baseUrl: "/api" });
    expect(await createClient(DemoService, transport).say({ sentence: "hi" })).toMatchObject({ sentence: "hi" });
  });

  it("is full duplex: each request can depend on the response before it", async () => {
    const client = createClient(DemoService, createInMemoryTransport({ services: [demo] }));
    let requests: ReadableStreamDefaultController<{ sentence: string }> | undefined;
    const stream = new ReadableStream<{ sentence: string }>({
      start(controller) {
        requests = controller;
        controller.enqueue({ sentence: "a" });
      },
    });
    const heard: string[] = [];
    for await (const { sentence } of client.converse(stream, { duplex: "full" })) {
      heard.push(sentence);
      if (heard.length < 4) {
        requests?.enqueue({ sentence });
      } else {
        requests?.close();
      }
    }
    expect(heard).toEqual(["a!", "a!!", "a!!!", "a!!!!"]);
  });

  it("closes the requests when a conversation is closed early", async () => {
    const client = createClient(DemoService, createInMemoryTransport({ services: [demo] }));
    let isLeft = false;
    async function* requests() {
      try {
        for (;;) {
          yield { sentence: "a" };
        }
      } finally {
        isLeft = true;
      }
    }
    for await (const _ of client.converse(requests(), { duplex: "full" })) {
      break;
    }
    await expect.poll(() => isLeft).toBe(true);
  });

  describe.each([
    ["of a client stream", (client: DemoClient, requests: Requests) => client.summarize(requests)],
    [
      "of a conversation",
      async (client: DemoClient, requests: Requests) => {
        for await (const { sentence } of client.converse(requests)) {
          return sentence;
        }
        return undefined;
      },
    ],
  ])("sends the requests %s as they are produced", (_, call) => {
    const one = service(DemoService, {
      async summarize(requests) {
        for await (const _ of requests) {
          return { sentences: 1 };
        }
        return {};
      },
      async *converse(requests) {
        for await (const { sentence } of requests) {
          yield { sentence };
        }
      },
    });

    it("so that a server can respond to an endless stream, which is then closed", async () => {
      const client = createClient(DemoService, createInMemoryTransport({ services: [one] }));
      let made = 0;
      const left = vi.fn();
      async function* endless() {
        try {
          for (;;) {
            made++;
            yield { sentence: "a" };
          }
        } finally {
          left();
        }
      }
      expect(await call(client, endless())).toBeTruthy();
      await expect.poll(() => left).toHaveBeenCalledOnce();
      expect(made).toBeLessThan(5);
    });

    it("and fails with the error that they throw", async () => {
      const client = createClient(
        DemoService,
        createInMemoryTransport({ services: [service(DemoService, { summarize: readAll, converse: readEach })] }),
      );
      const mine = new RangeError("mine");
      async function* requests() {
        yield { sentence: "a" };
        await Promise.resolve();
        throw mine;
      }
      const expected = { name: "ConnectError", code: Code.Unknown, rawMessage: "mine", cause: mine };
      await expect(call(client, requests())).rejects.toMatchObject(expected);
    });

    it("and ends no other call when they throw", async () => {
      const client = createClient(
        DemoService,
        createInMemoryTransport({
          services: [
            service(DemoService, {
              summarize: readAll,
              converse: readEach,
              async say(_, ctx) {
                await throwing;
                await new Promise((resolve) => setTimeout(resolve)); // an abort would have arrived by now
                ctx.signal.throwIfAborted();
                return { sentence: "still here" };
              },
            }),
          ],
        }),
      );
      let fail: () => void = () => {};
      const throwing = new Promise<void>((resolve) => {
        fail = resolve;
      });
      const bystander = client.say({});
      async function* requests() {
        yield { sentence: "a" };
        fail();
        throw new RangeError("mine");
      }
      await expect(call(client, requests())).rejects.toMatchObject({ rawMessage: "mine" });
      expect(await bystander).toMatchObject({ sentence: "still here" });
    });

    it("unless they are to be collected", async () => {
      const transport = createInMemoryTransport({ services: [one] }, { requestStreaming: "collect" });
      let made = 0;
      async function* three() {
        for (const sentence of ["a", "b", "c"]) {
          made++;
          yield { sentence };
        }
      }
      await call(createClient(DemoService, transport), three());
      expect(made).toBe(3);
    });
  });
});
