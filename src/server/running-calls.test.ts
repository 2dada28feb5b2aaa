import { describe, expect, it, vi } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";
import { createClient } from "../client/client.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import { Code } from "../core/code.ts";
import { createFetchHandler } from "./fetch-handler.ts";
import { createInMemoryTransport } from "./in-memory-transport.ts";
import { type ServiceImplementation, service } from "./service.ts";

/** A service over a resource that must not be closed while it is in use. */
function openServer() {
  const events: string[] = [];
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  async function* lifespan(): AsyncGenerator<ServiceImplementation<typeof DemoService>> {
    try {
      yield {
        async say() {
          events.push("say begins");
          await held;
          events.push("say ends");
          return { sentence: "said" };
        },
        async *tick(_, ctx) {
          try {
            for (let index = 0n; ; index++) {
              yield { index };
              await new Promise((resolve) => setTimeout(resolve, 5));
            }
          } finally {
            events.push(`tick is left, aborted: ${ctx.signal.aborted}`);
          }
        },
      };
    } finally {
      events.push("clean-up begins");
      await new Promise((resolve) => setTimeout(resolve, 10));
      events.push("clean-up ends");
    }
  }
  const services = [service(DemoService, lifespan())];
  return { events, letThrough, services };
}

function openHandler() {
  const { services, ...server } = openServer();
  const handler = createFetchHandler({ services });
  const client = createClient(DemoService, createConnectTransport({ baseUrl: "/", fetch: handler }));
  return { ...server, handler, client };
}

describe("closing a handler", () => {
  it("waits for running calls before anything is cleaned up", async () => {
    const { handler, client, events, letThrough } = openHandler();
    const said = client.say({});
    await expect.poll(() => events).toEqual(["say begins"]);
    const closed = handler.close();
    await expect(client.say({})).rejects.toMatchObject({ code: Code.Unavailable });
    letThrough();
    expect(await said).toMatchObject({ sentence: "said" });
    await closed;
    expect(events).toEqual(["say begins", "say ends", "clean-up begins", "clean-up ends"]);
  });

  it("ends slow calls with unavailable, and waits until they have finished", async () => {
    const { handler, client, events } = openHandler();
    const messages = client.tick({})[Symbol.asyncIterator]();
    await messages.next();
    await handler.close({ graceMs: 20 });
    expect(events).toEqual(["tick is left, aborted: true", "clean-up begins", "clean-up ends"]);
    const reading = async () => {
      while (!(await messages.next()).done) {
        // what was in flight
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: Code.Unavailable, rawMessage: "the server is closed" });
  });

  it("gives each call its own error, because callers may write into it", async () => {
    const reasons: unknown[] = [];
    const wait = (ctx: { signal: AbortSignal }) =>
      new Promise<never>((_, reject) => {
        ctx.signal.addEventListener("abort", () => {
          reasons.push(ctx.signal.reason);
          reject(ctx.signal.reason);
        });
        started();
      });
    const started = vi.fn();
    const handler = createFetchHandler({
      services: [service(DemoService, { say: (_, ctx) => wait(ctx), echo: (_, ctx) => wait(ctx) })],
    });
    const client = createClient(DemoService, createConnectTransport({ baseUrl: "/", fetch: handler }));
    const calls = [client.say({}), client.say({}), client.echo({})].map((call) => call.catch((error) => error.code));
    await vi.waitFor(() => expect(started).toHaveBeenCalledTimes(3));
    await handler.close({ graceMs: 0 });
    expect(await Promise.all(calls)).toEqual([Code.Unavailable, Code.Unavailable, Code.Unavailable]);
    expect(new Set(reasons).size).toBe(3);
  });

  it("does not wait forever for an implementation that ignores its signal", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { handler, client, events } = openHandler();
      const said = client.say({}).catch((error) => error.code);
      await expect.poll(() => events).toEqual(["say begins"]);
      const closed = handler.close();
      await vi.advanceTimersByTimeAsync(7_000);
      await closed;
      expect(await said).toBe(Code.Unavailable);
      expect(events).toEqual(["say begins", "clean-up begins", "clean-up ends"]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("finishes at the same moment for all callers", async () => {
    const { handler, client, events, letThrough } = openHandler();
    letThrough();
    await client.say({});
    await Promise.race([handler.close(), handler.close()]);
    expect(events.at(-1)).toBe("clean-up ends");
  });

  it("rejects with the first failure, after everything else is cleaned up", async () => {
    const cleanedUp = vi.fn();
    async function* fails(): AsyncGenerator<ServiceImplementation<typeof DemoService>> {
      try {
        yield {};
      } finally {
        await Promise.reject(new Error("cannot close"));
      }
    }
    async function* slow(): AsyncGenerator<ServiceImplementation<typeof NotesService>> {
      try {
        yield {};
      } finally {
        await new Promise((resolve) => setTimeout(resolve, 10));
        cleanedUp();
      }
    }
    const handler = createFetchHandler({ services: [service(DemoService, fails()), service(NotesService, slow())] });
    await handler.ready();
    await expect(handler.close()).rejects.toThrow("cannot close");
    expect(cleanedUp).toHaveBeenCalledOnce();
  });
});

describe("not counted as running", () => {
  it("is a stream that has ended before its response was read", async () => {
    const handler = createFetchHandler({ services: [service(DemoService, { async *tick() {} })] });
    const body = new Uint8Array(5);
    const headers = { "content-type": "application/connect+proto" };
    await handler("http://localhost/demo.v1.DemoService/Tick", { method: "POST", headers, body });
    await handler.close({ graceMs: Infinity });
  });

  it("is a request whose body cannot be canceled, because middleware has cloned it", async () => {
    const summarize = async () => ({ sentences: 1 });
    const handler = createFetchHandler({ services: [service(DemoService, { summarize })] });
    const request = new Request("http://localhost/demo.v1.DemoService/Summarize", {
      method: "POST",
      headers: { "content-type": "application/connect+proto" },
      body: new Uint8Array(100_000),
    });
    request.clone();
    await (await handler(request)).arrayBuffer();
    await handler.close({ graceMs: Infinity });
  });
});

describe("closing an in-memory transport", () => {
  it("cleans up the services that were created for it", async () => {
    const { services, events } = openServer();
    const transport = createInMemoryTransport({ services });
    const messages = createClient(DemoService, transport.intercept([])).tick({})[Symbol.asyncIterator]();
    await messages.next();
    transport.close();
    await expect.poll(() => events).toEqual(["tick is left, aborted: true", "clean-up begins", "clean-up ends"]);
  });

  it("does not close a handler that was passed to it", async () => {
    const { handler, client, events, letThrough } = openHandler();
    letThrough();
    await createClient(DemoService, createInMemoryTransport(handler)).say({});
    createInMemoryTransport(handler).close();
    expect(await client.say({})).toMatchObject({ sentence: "said" });
    expect(events).not.toContain("clean-up begins");
  });
});
