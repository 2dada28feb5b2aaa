/** Response headers may be sent before the first message: when the implementation says so, or after a second. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../client/client.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import { createGrpcWebTransport } from "../client/grpc-web-transport.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { createFetchHandler } from "./fetch-handler.ts";
import type { HandlerContext } from "./handler-context.ts";
import { type ServiceImplementation, service } from "./service.ts";
import { serviceSync } from "./sync/service.ts";
import { createSyncHandler } from "./sync/sync-handler.ts";
import { toFetchHandler } from "./sync/to-fetch-handler.ts";

afterEach(() => {
  vi.useRealTimers();
});

/** A promise that the test settles, or waits for. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

type Demo = ServiceImplementation<typeof DemoService>;

describe.each([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("the headers of a response, over %s", (protocol, createTransport) => {
  /** A client, and the responses as they leave the server. */
  function serve(implementation: Demo) {
    const onError = vi.fn();
    const handler = createFetchHandler({ services: [service(DemoService, implementation)], onError });
    const responses: Response[] = [];
    const fetch = Object.assign(
      async (url: string, init: RequestInit) => {
        const response = await handler(url, init);
        responses.push(response);
        return response;
      },
      { fullDuplex: true },
    );
    return { client: createClient(DemoService, createTransport({ baseUrl: "/", fetch })), handler, onError, responses };
  }

  /** A stream that is silent until the test lets it continue. */
  function silentStream(act: (ctx: HandlerContext<never, never>) => void = () => {}) {
    const started = gate();
    const silence = gate();
    const server = serve({
      async *introduce(_, ctx) {
        ctx.responseHeaders.set("x-early", "1");
        act(ctx as unknown as HandlerContext<never, never>);
        started.open();
        await silence.opened;
        ctx.responseHeaders.set("x-late", "1");
        yield { sentence: "at last" };
      },
    });
    return { ...server, started: started.opened, speak: silence.open };
  }

  const fakeTimers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

  it("are sent immediately when the implementation says so, however often", async () => {
    const { client, speak } = silentStream((ctx) => {
      ctx.sendHeaders();
      ctx.sendHeaders();
    });
    const stream = client.introduce({});
    expect((await stream.headers).get("x-early")).toBe("1"); // although no message was sent
    speak();
    const heard: string[] = [];
    for await (const { sentence } of stream) {
      heard.push(sentence);
    }
    expect(heard).toEqual(["at last"]);
  });

  it("are sent after a second of silence, and not before", async () => {
    fakeTimers();
    const { client, started, speak, responses } = silentStream();
    const stream = client.introduce({});
    const headers = stream.headers;
    await started;
    await vi.advanceTimersByTimeAsync(999);
    expect(responses).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect((await headers).get("x-early")).toBe("1");
    speak();
    expect(await stream[Symbol.asyncIterator]().next()).toMatchObject({ value: { sentence: "at last" } });
  });

  it("include those set before they are sent; later ones are reported to onError, once", async () => {
    const { client, speak, onError } = silentStream((ctx) => ctx.sendHeaders());
    const stream = client.introduce({});
    expect([...(await stream.headers)].filter(([name]) => name.startsWith("x-") && name.endsWith("ly"))).toHaveLength(
      1,
    );
    speak();
    for await (const _ of stream) {
      expect((await stream.headers).has("x-late")).toBe(false);
    }
    expect(onError.mock.calls.map(([error]) => error.message)).toEqual([
      expect.stringMatching(/set after the headers had been sent: x-late;/),
    ]);
  });

  it("are sent with the first message, or the end, if that arrives in time, and nothing is reported", async () => {
    const { client, onError, responses } = serve({
      async *introduce(_, ctx) {
        ctx.responseHeaders.set("x-own", "1");
        yield { sentence: "a" };
      },
      // biome-ignore lint/correctness/useYield: a stream of nothing
      async *tick(_, ctx) {
        ctx.responseHeaders.set("x-own", "2");
      },
    });
    for await (const _ of client.introduce({})) {
      // the one
    }
    for await (const _ of client.tick({})) {
      // none
    }
    expect(responses.map(({ headers }) => headers.get("x-own"))).toEqual(["1", "2"]);
    expect(onError).not.toHaveBeenCalled();
  });

  it("may be followed by an error, which is in the end frame", async () => {
    const { client, responses } = serve({
      // biome-ignore lint/correctness/useYield: it fails before it could
      async *introduce(_, ctx) {
        ctx.sendHeaders();
        await Promise.resolve();
        throw new ConnectError(Code.NotFound, "no hat", { metadata: { "x-why": "because" } });
      },
    });
    const error = await client
      .introduce({})
      [Symbol.asyncIterator]()
      .next()
      .catch((reason) => reason);
    expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "no hat" });
    expect(error.metadata.get("x-why")).toBe("because");
    expect(responses[0]?.status).toBe(200);
  });

  it("of a single response wait for it, unless the implementation says otherwise", async () => {
    fakeTimers();
    const started = gate();
    const answering = gate();
    let isEarly = false;
    const { client, responses } = serve({
      async summarize(_, ctx) {
        if (isEarly) {
          ctx.sendHeaders();
        }
        started.open();
        await answering.opened;
        return { sentences: 3 };
      },
    });
    const patient = client.summarize([]);
    await started.opened;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(responses).toEqual([]);
    isEarly = true;
    const early = client.summarize([]);
    await vi.waitFor(() => expect(responses).toHaveLength(1));
    answering.open();
    expect([await patient, await early]).toMatchObject([{ sentences: 3 }, { sentences: 3 }]);
  });

  it("of a unary response are sent as early as the protocol allows", async () => {
    const answering = gate();
    const started = gate();
    const { client, responses } = serve({
      async say(_, ctx) {
        ctx.sendHeaders();
        started.open();
        await answering.opened;
        return { sentence: "hi" };
      },
    });
    const said = client.say({});
    if (protocol === "gRPC-Web") {
      await vi.waitFor(() => expect(responses).toHaveLength(1));
    } else {
      await started.opened;
      expect(responses).toEqual([]);
    }
    answering.open();
    expect(await said).toMatchObject({ sentence: "hi" });
  });

  /** What a stream does, by the number in its request, and how it ends. */
  const [ends, speaks, fails, waits] = [0, 1, 2, 3];
  type Read = () => Promise<unknown>;
  it.each<[string, number, (read: Read, end: () => void, close: () => Promise<void>) => Promise<unknown>]>([
    ["its end", ends, (read) => read()],
    ["its first message", speaks, (read) => read()],
    ["an error", fails, (read) => read()],
    [
      "a client that disconnects",
      waits,
      (read, end) => {
        const reading = read();
        end();
        return reading;
      },
    ],
    ["the end of the server", waits, (read, _, close) => Promise.all([read(), close()])],
    ["a timeout", waits, (read) => read()],
  ])("leave no timer behind after %s", async (_, perSecond, call) => {
    fakeTimers();
    const waiting = gate();
    const { client, handler } = serve({
      async *tick({ perSecond }, ctx) {
        if (perSecond === speaks) {
          yield {};
        } else if (perSecond === fails) {
          throw new ConnectError(Code.Aborted, "stop");
        } else if (perSecond === waits) {
          waiting.open();
          await new Promise<void>((resolve) => ctx.signal.addEventListener("abort", () => resolve()));
        }
      },
    });
    const stream = client.tick({ perSecond }, { timeoutMs: 900 });
    const first = stream[Symbol.asyncIterator]().next();
    first.catch(() => {});
    if (perSecond === waits) {
      await waiting.opened;
    }
    const read: Read = async () => {
      await vi.advanceTimersByTimeAsync(901);
      await first.catch(() => {});
      stream.cancel();
    };
    await call(
      read,
      () => stream.cancel(),
      () => handler.close({ graceMs: 1 }),
    );
    await vi.advanceTimersByTimeAsync(1); // what was deferred to the next turn
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leave no timer behind when they were sent by themselves", async () => {
    fakeTimers();
    const { client, started, speak } = silentStream();
    const stream = client.introduce({});
    const headers = stream.headers;
    await started;
    await vi.advanceTimersByTimeAsync(1000);
    await headers;
    expect(vi.getTimerCount()).toBe(0);
    speak();
  });
});

it("a synchronous stream cannot send its headers before its first message, and onError is called for later headers", async () => {
  const onError = vi.fn();
  const handler = toFetchHandler(
    createSyncHandler({
      services: [
        serviceSync(DemoService, {
          *introduce(_, ctx) {
            expect(ctx).not.toHaveProperty("sendHeaders");
            ctx.responseHeaders.set("x-early", "1");
            yield { sentence: "a" };
            ctx.responseHeaders.append("x-early", "2");
            ctx.responseHeaders.set("x-late", "1");
          },
        }),
      ],
      onError,
    }),
  );
  const stream = createClient(DemoService, createConnectTransport({ baseUrl: "/", fetch: handler })).introduce({});
  for await (const _ of stream) {
    expect((await stream.headers).get("x-early")).toBe("1");
  }
  expect(onError.mock.calls.map(([error]) => error.message)).toEqual([
    expect.stringContaining("set after the headers had been sent: x-early, x-late;"),
  ]);
});
