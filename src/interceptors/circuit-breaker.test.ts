import { Code, ConnectError, createClient } from "farcall";
import { type CircuitBreakerOptions, circuitBreaker } from "farcall/interceptors";
import { createInMemoryTransport, service } from "farcall/server";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { deferred } from "../../e2e/deferred.ts";
import { collect } from "../../e2e/servers/collect.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

/** Creates a client behind a circuit breaker, with a server that fails on demand and counts its calls. */
function circuit(options: CircuitBreakerOptions) {
  const server = { failure: undefined as Code | undefined, calls: 0, hold: undefined as Promise<void> | undefined };
  const answer = async () => {
    server.calls++;
    const { failure } = server;
    await server.hold;
    if (failure) {
      throw new ConnectError(failure, "as told");
    }
    return {};
  };
  const services = [
    service(DemoService, {
      say: answer,
      wait: answer,
      async *tick() {
        await answer();
        yield {};
        await new Promise(() => {});
      },
    }),
  ];
  const interceptors = [circuitBreaker(options)];
  const client = createClient(DemoService, createInMemoryTransport({ services }, { interceptors }));
  const outcome = (call: Promise<unknown> = client.say({})) =>
    call.then(
      () => "ok",
      ({ rawMessage }) => rawMessage,
    );
  return { server, client, outcome };
}

const refused = expect.stringContaining("nothing was sent");
const minute = 60_000;

/** Stops the clock for this test. Returns a function that advances it. */
function fakeClock(): (ms: number) => void {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  return (ms) => void vi.advanceTimersByTime(ms);
}

describe("circuitBreaker", () => {
  it("refuses calls of all kinds after consecutive failures, with the last one as the cause", async () => {
    const { server, client, outcome } = circuit({ maxFailures: 2, openMs: minute });
    server.failure = Code.Unavailable;
    expect([await outcome(), await outcome(), await outcome()]).toEqual(["as told", "as told", refused]);
    expect(await outcome(collect(client.tick({})))).toEqual(refused);
    await expect(client.say({})).rejects.toMatchObject({ code: Code.Unavailable, cause: { rawMessage: "as told" } });
    expect(server.calls).toBe(2);
  });

  it("lets one call through after openMs, and its success closes the circuit", async () => {
    const pass = fakeClock();
    const { server, outcome } = circuit({ maxFailures: 1, openMs: minute });
    server.failure = Code.Unavailable;
    await outcome();
    pass(minute);
    const held = deferred();
    server.hold = held.promise;
    server.failure = undefined;
    const probe = outcome();
    expect(await outcome()).toEqual(refused);
    held.resolve();
    expect(await probe).toBe("ok");
    expect([await outcome(), await outcome()]).toEqual(["ok", "ok"]);
  });

  it("lets another call through if the first gets no response, or is canceled", async () => {
    const pass = fakeClock();
    const { server, client, outcome } = circuit({ maxFailures: 1, openMs: minute });
    server.failure = Code.Unavailable;
    await outcome();
    pass(minute);
    server.failure = undefined;
    server.hold = new Promise(() => {});
    const leaver = new AbortController();
    const hanging = outcome(client.say({}, { signal: leaver.signal }));
    expect(await outcome()).toEqual(refused);
    pass(minute);
    const canceled = new AbortController();
    const second = outcome(client.say({}, { signal: canceled.signal }));
    expect(await outcome()).toEqual(refused);
    canceled.abort();
    await second;
    server.hold = undefined;
    expect([await outcome(), await outcome()]).toEqual(["ok", "ok"]);
    leaver.abort();
    await hanging;
  });

  it("stays open when the call that was let through fails", async () => {
    const { server, outcome } = circuit({ maxFailures: 1, openMs: 0 });
    server.failure = Code.Unavailable;
    expect([await outcome(), await outcome()]).toEqual(["as told", "as told"]);
    const { server: slow, outcome: call } = circuit({ maxFailures: 1, openMs: minute });
    slow.failure = Code.Unavailable;
    expect([await call(), await call()]).toEqual(["as told", refused]);
  });

  it("counts a stream's first message as success, long before its end", async () => {
    const { server, client, outcome } = circuit({ maxFailures: 1, openMs: 0 });
    server.failure = Code.Unavailable;
    await outcome();
    server.failure = undefined;
    const stream = client.tick({})[Symbol.asyncIterator]();
    await stream.next();
    expect([await outcome(), await outcome()]).toEqual(["ok", "ok"]);
    await stream.return?.();
  });

  it("counts other codes as success, and ignores canceled calls", async () => {
    const { server, client, outcome } = circuit({ maxFailures: 2, openMs: minute });
    const fail = async (code: Code) => {
      server.failure = code;
      return outcome();
    };
    await fail(Code.Unavailable);
    await fail(Code.NotFound);
    await fail(Code.Unavailable);
    server.hold = new Promise(() => {});
    const leaver = new AbortController();
    const left = outcome(client.say({}, { signal: leaver.signal }));
    leaver.abort();
    await left;
    server.hold = undefined;
    expect([await fail(Code.Unavailable), await outcome()]).toEqual(["as told", refused]);
  });

  it("has one circuit per method if asked to", async () => {
    const { server, client, outcome } = circuit({ maxFailures: 1, openMs: minute, per: "method" });
    server.failure = Code.Unavailable;
    expect([await outcome(), await outcome(), await outcome(client.wait({}))]).toEqual(["as told", refused, "as told"]);
  });

  it("rejects invalid options", () => {
    expect(() => circuitBreaker({ per: "service" as never })).toThrow("per");
    expect(() => circuitBreaker({ maxFailures: -1 })).toThrow("maxFailures");
    expect(() => circuitBreaker({ codes: ["gone"] as never })).toThrow("codes");
  });
});
