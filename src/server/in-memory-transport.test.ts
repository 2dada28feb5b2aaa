import { describe, expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../client/client.ts";
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

describe("a transport in memory", () => {
  it("calls a service without a server, or one that there is", async () => {
    for (const handler of [{ services: [demo] }, createFetchHandler({ services: [demo] })]) {
      const client = createClient(DemoService, createInMemoryTransport(handler));
      expect(await client.say({ sentence: "hi" })).toMatchObject({ sentence: "hi" });
    }
  });

  it("passes through real bytes: deadlines, limits and errors are those of a network", async () => {
    const client = createClient(DemoService, createInMemoryTransport({ services: [demo], readMaxBytes: 10 }));
    await expect(client.say({ sentence: "much too long" })).rejects.toMatchObject({ code: Code.ResourceExhausted });
    await expect(client.wait({}, { timeoutMs: 20 })).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    await expect(client.echo({})).rejects.toMatchObject({ code: Code.Unimplemented });
  });

  it("can be found under a path", async () => {
    const transport = createInMemoryTransport({ services: [demo], basePath: "/api" }, { baseUrl: "/api" });
    expect(await createClient(DemoService, transport).say({ sentence: "hi" })).toMatchObject({ sentence: "hi" });
  });

  it("holds a conversation in full duplex: each request follows from the response before it", async () => {
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

  it("lets go of the requests when a conversation is left", async () => {
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
});
