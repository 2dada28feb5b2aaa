import { describe, expect, it, vi } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../client/client.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { createFetchHandler } from "./fetch-handler.ts";
import type { Preparable } from "./lifespan.ts";
import { type ServiceImplementation, service } from "./service.ts";

type Demo = ServiceImplementation<typeof DemoService>;

function serve(implementation: Preparable<Demo>, errors: unknown[] = []) {
  const handler = createFetchHandler({
    services: [service(DemoService, implementation)],
    onError: (error) => errors.push(error),
  });
  return { handler, client: createClient(DemoService, createConnectTransport({ baseUrl: "/", fetch: handler })) };
}

/** A promise that the test settles. */
function openOutcome() {
  let resolve: (demo: Demo) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<Demo>((...settle) => {
    [resolve, reject] = settle;
  });
  return { promise, resolve, reject };
}

const notPrepared = { code: Code.Unavailable, rawMessage: "demo.v1.DemoService could not be prepared" };

describe("a service with a lifespan", () => {
  it("starts with the first call, serves every call, and cleans up when the handler is closed", async () => {
    const events: string[] = [];
    async function* lifespan(): AsyncGenerator<Demo> {
      events.push("open");
      try {
        yield {
          say: ({ sentence }) => ({ sentence }),
          async *introduce({ name }) {
            yield { sentence: name };
          },
        };
      } finally {
        events.push("close");
      }
    }
    const { handler, client } = serve(lifespan());
    expect(events).toEqual([]);
    expect(await client.say({ sentence: "hi" })).toMatchObject({ sentence: "hi" });
    for await (const { sentence } of client.introduce({ name: "Ada" })) {
      events.push(sentence);
    }
    await handler.close();
    await handler.close();
    expect(events).toEqual(["open", "Ada", "close"]);
    await expect(client.say({})).rejects.toMatchObject({ code: Code.Unavailable, rawMessage: "the server is closed" });
  });

  it("can be prepared before the first call", async () => {
    let isOpen = false;
    async function* lifespan(): AsyncGenerator<Demo> {
      isOpen = true;
      yield {};
    }
    await serve(lifespan()).handler.ready();
    expect(isOpen).toBe(true);
  });

  it("may be just a promise", async () => {
    const { client } = serve(Promise.resolve({ say: () => ({ sentence: "promised" }) }));
    expect(await client.say({})).toMatchObject({ sentence: "promised" });
    await expect(client.echo({})).rejects.toMatchObject({ code: Code.Unimplemented });
  });

  it("is unavailable while it cannot be prepared, and hides the reason", async () => {
    const errors: unknown[] = [];
    const reason = new ConnectError(Code.NotFound, "no database at 10.0.0.7");
    const database = () => Promise.reject(reason);
    async function* fails(): AsyncGenerator<Demo> {
      yield await database();
    }
    const { client, handler } = serve(fails(), errors);
    await expect(client.say({})).rejects.toMatchObject(notPrepared);
    await expect(client.introduce({})[Symbol.asyncIterator]().next()).rejects.toMatchObject(notPrepared);
    expect(errors).toEqual([reason, reason]);
    await expect(handler.ready()).rejects.toBe(reason);
    await handler.close();
  });

  it.each<[string, (open: () => Promise<Demo>) => Preparable<Demo>]>([
    ["a promise", (open) => () => open()],
    [
      "a generator",
      (open) =>
        async function* () {
          yield await open();
        },
    ],
    [
      "a promise for a generator",
      (open) => async () =>
        (async function* () {
          yield await open();
        })() as never,
    ],
    [
      "a value, unless it throws",
      (open) => () => {
        if (attempts === 0) {
          open().catch(() => {});
          throw new Error("no database yet");
        }
        return open();
      },
    ],
  ])("is retried at the next call after a failure, if it is a function that returns %s", async (_, prepare) => {
    attempts = 0;
    const errors: unknown[] = [];
    const { client, handler } = serve(
      prepare(async () => {
        if (++attempts < 3) {
          throw new Error("no database yet");
        }
        return { say: () => ({ sentence: `attempt ${attempts}` }) };
      }),
      errors,
    );
    for (const _ of [1, 2]) {
      await expect(client.say({})).rejects.toMatchObject(notPrepared);
    }
    expect(errors).toEqual([new Error("no database yet"), new Error("no database yet")]);
    for (const _ of [3, 4]) {
      expect(await client.say({})).toMatchObject({ sentence: "attempt 3" });
    }
    await handler.ready();
    expect([attempts, errors]).toMatchObject([3, [{}, {}]]);
  });
  let attempts = 0;

  it("is prepared once for concurrent calls, all of which fail if that fails", async () => {
    const [first, second] = [openOutcome(), openOutcome()];
    const prepare = vi.fn(() => (prepare.mock.calls.length === 1 ? first : second).promise);
    const errors: unknown[] = [];
    const { client } = serve(prepare, errors);
    const calls = [client.say({}), client.say({}), client.echo({})];
    await vi.waitFor(() => expect(prepare).toHaveBeenCalledOnce());
    first.reject(new Error("no database yet"));
    const failures = await Promise.all(calls.map((call) => call.catch((error) => error)));
    expect(failures).toMatchObject([notPrepared, notPrepared, notPrepared]);
    expect(new Set(failures).size).toBe(3);
    expect(errors).toHaveLength(3);
    const later = [client.say({}), client.say({})];
    await vi.waitFor(() => expect(prepare).toHaveBeenCalledTimes(2));
    second.resolve({ say: () => ({ sentence: "prepared" }) });
    expect(await Promise.all(later)).toMatchObject([{ sentence: "prepared" }, { sentence: "prepared" }]);
    expect(prepare).toHaveBeenCalledTimes(2);
  });

  it("is reported to onError even if the call that waited for it is over before it fails", async () => {
    const outcome = openOutcome();
    const errors: unknown[] = [];
    const { client } = serve(() => outcome.promise, errors);
    await expect(client.say({}, { timeoutMs: 5 })).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    outcome.reject(new Error("no database yet"));
    await expect.poll(() => errors).toEqual([new Error("no database yet")]);
  });

  it("cleans up if the handler is closed during its preparation", async () => {
    const outcome = openOutcome();
    const events: string[] = [];
    const { client, handler } = serve(async function* () {
      events.push("opening");
      const demo = await outcome.promise;
      try {
        yield demo;
      } finally {
        events.push("closed");
      }
    });
    const call = client.say({}).catch((error) => error);
    await vi.waitFor(() => expect(events).toEqual(["opening"]));
    const closing = handler.close({ graceMs: 0 });
    expect(await call).toMatchObject({ code: Code.Unavailable, rawMessage: "the server is closed" });
    outcome.resolve({ say: () => ({}) });
    await closing;
    expect(events).toEqual(["opening", "closed"]);
    await expect(handler.ready()).rejects.toMatchObject({ code: Code.Unavailable, rawMessage: "the server is closed" });
  });

  it("has nothing to clean up if it fails while the handler is being closed, or was never prepared", async () => {
    const outcome = openOutcome();
    const opening = vi.fn(() => outcome.promise);
    const { client, handler } = serve(opening);
    const call = client.say({}).catch((error) => error);
    await vi.waitFor(() => expect(opening).toHaveBeenCalledOnce());
    const closing = handler.close({ graceMs: 0 });
    outcome.reject(new Error("no database yet"));
    await closing;
    expect(await call).toMatchObject({ code: Code.Unavailable });
    const prepare = vi.fn(() => ({}));
    await serve(prepare).handler.close();
    expect(prepare).not.toHaveBeenCalled();
  });

  it("fails if it yields nothing, or no implementation, and closes what it has opened", async () => {
    async function* empty(): AsyncGenerator<Demo> {}
    await expect(serve(empty()).handler.ready()).rejects.toThrow("without yielding its implementation");
    await expect(serve(async () => undefined as never).handler.ready()).rejects.toThrow(
      "the implementation of demo.v1.DemoService is undefined",
    );
    const closed = vi.fn();
    const none = serve(async function* () {
      try {
        yield { say: "hi" } as unknown as Demo;
      } finally {
        closed();
      }
    });
    await expect(none.handler.ready()).rejects.toThrow("say of demo.v1.DemoService is a string, expected a function");
    expect(closed).toHaveBeenCalledOnce();
  });
});
