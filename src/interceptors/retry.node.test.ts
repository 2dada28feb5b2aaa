import { create, type DescMessage, toBinary } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient, createConnectTransport, createGrpcWebTransport } from "farcall";
import { circuitBreaker, type RetryOptions, retry } from "farcall/interceptors";
import { describe, expect, it } from "vitest";
import { serveDemo } from "../../e2e/served-demo.ts";
import { collect } from "../../e2e/servers/collect.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

const quick: RetryOptions = { initialDelayMs: 1, budget: false };

function demoClient(baseUrl: string, options: RetryOptions = quick, create = createConnectTransport) {
  return createClient(DemoService, create({ baseUrl, interceptors: [retry(options)] }));
}

const unavailable = (metadata: HeadersInit = {}) => new ConnectError(Code.Unavailable, "not yet", { metadata });

/** Starts a server that fails calls of every kind with the error that the function returns. */
function serveFailing(error: () => ConnectError = unavailable) {
  const fail = (): never => {
    throw error();
  };
  return serveDemo({ say: fail, wait: fail, echo: fail, summarize: fail, tick: fail });
}

/** Starts a server that fails calls with a header that only gRPC servers send. */
function servePushback(pushback: string) {
  const headers = { "content-type": "application/json", "grpc-retry-pushback-ms": pushback };
  const body = '{"code":"unavailable","message":"not yet"}';
  return serveDemo({}, { before: (_, res) => Boolean(res.writeHead(503, headers).end(body)) });
}

/** Encodes a google.rpc.RetryInfo with this delay, its only field, number 1. */
function retryInfo(seconds: bigint, nanos: number) {
  const duration = toBinary(DurationSchema as DescMessage, create(DurationSchema, { seconds, nanos }));
  return { type: "google.rpc.RetryInfo", value: Uint8Array.of(0x0a, duration.byteLength, ...duration) };
}

describe.each([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("retry over %s", (_, create) => {
  it.each([0, 1, 3])("lets a failing call reach the server %d + 1 times", async (maxRetries) => {
    const { url, requests } = await serveFailing();
    const client = demoClient(url, { ...quick, maxRetries }, create);
    await expect(client.say({})).rejects.toMatchObject({ code: Code.Unavailable });
    expect(requests).toHaveLength(maxRetries + 1);
    await expect(collect(client.tick({}))).rejects.toMatchObject({ code: Code.Unavailable });
    expect(requests).toHaveLength(2 * (maxRetries + 1));
  });

  it("retries methods that are declared idempotent or free of side effects", async () => {
    const { url, requests } = await serveFailing();
    await expect(demoClient(url, { ...quick, maxRetries: 1 }, create).wait({})).rejects.toThrow("not yet");
    expect(requests).toHaveLength(2);
  });

  it("never retries a method that is not declared idempotent once its request may have arrived", async () => {
    const { url, requests } = await serveFailing();
    const client = demoClient(url, quick, create);
    await expect(client.echo({})).rejects.toMatchObject({ code: Code.Unavailable });
    await expect(client.summarize([{ sentence: "a" }])).rejects.toMatchObject({ code: Code.Unavailable });
    expect(requests).toHaveLength(2);
    // A broken connection proves nothing, even before the first byte of a response.
    const cut = await serveDemo({}, { before: (req) => Boolean(req.socket.destroy()) });
    await expect(demoClient(cut.url, quick, create).echo({})).rejects.toMatchObject({ code: Code.Unavailable });
    expect(cut.requests).toHaveLength(1);
  });

  it("retries a stream only before its first message", async () => {
    let attempts = 0;
    const { url, requests } = await serveDemo({
      async *tick() {
        if (++attempts > 1) {
          yield { index: 1n };
        }
        throw unavailable();
      },
    });
    const seen: { index: bigint }[] = [];
    await expect(collect(demoClient(url, quick, create).tick({}), seen)).rejects.toThrow("not yet");
    expect(seen).toHaveLength(1);
    expect(requests).toHaveLength(2);
  });
});

describe("retry", () => {
  it("retries a method that is not declared idempotent if nothing was sent", async () => {
    let refusals = 2;
    const { url, requests } = await serveDemo({ echo: () => ({}) });
    const refusing = {
      interceptUnary: (next: (request: never, ctx: never) => never, request: unknown, ctx: unknown) => {
        if (refusals-- > 0) {
          throw unavailable();
        }
        return next(request as never, ctx as never);
      },
    };
    const interceptors = [retry(quick), refusing as never];
    await createClient(DemoService, createConnectTransport({ baseUrl: url, interceptors })).echo({});
    expect(requests).toHaveLength(1);
  });

  it("retries what the application says is idempotent, with all requests", async () => {
    const lengths: number[] = [];
    const { url } = await serveDemo({
      async summarize(requests) {
        lengths.push((await collect(requests)).length);
        throw unavailable();
      },
    });
    const client = demoClient(url, { ...quick, maxRetries: 1, isIdempotent: ({ name }) => name === "Summarize" });
    await expect(client.summarize([{ sentence: "a" }, { sentence: "b" }])).rejects.toThrow("not yet");
    expect(lengths).toEqual([2, 2]);
  });

  it("never retries if another attempt cannot help", async () => {
    const { url, requests } = await serveFailing(() => new ConnectError(Code.InvalidArgument, "no"));
    await expect(demoClient(url).say({})).rejects.toThrow("no");
    expect(requests).toHaveLength(1);
  });

  it("stays within its budget under 1,000 failing calls", async () => {
    const { url, requests } = await serveFailing();
    const client = demoClient(url, { initialDelayMs: 1 });
    for (let batch = 0; batch < 20; batch++) {
      await Promise.allSettled(Array.from({ length: 50 }, () => client.say({})));
    }
    // Retries may use the upper half of 20 tokens.
    expect(requests.length).toBeGreaterThan(1000);
    expect(requests.length).toBeLessThanOrEqual(1010);
  });

  it("refills its budget with successes", async () => {
    let isDown = true;
    const { url, requests } = await serveDemo({
      say() {
        if (isDown) {
          throw unavailable();
        }
        return {};
      },
    });
    const client = demoClient(url, { initialDelayMs: 1, maxRetries: 1, budget: { maxTokens: 2, tokenRatio: 1 } });
    const requestsOf = async () => {
      const before = requests.length;
      await client.say({}).catch(() => {});
      return requests.length - before;
    };
    expect([await requestsOf(), await requestsOf()]).toEqual([1, 1]);
    isDown = false;
    expect([await requestsOf(), await requestsOf(), await requestsOf()]).toEqual([1, 1, 1]);
    isDown = true;
    expect(await requestsOf()).toBe(1);
    const generous = demoClient(url, { initialDelayMs: 1, maxRetries: 1, budget: { maxTokens: 4 } });
    await generous.say({}).catch(() => {});
    expect(requests).toHaveLength(8);
  });

  it.each<[string, () => ConnectError]>([
    ["Retry-After in seconds", () => unavailable({ "retry-after": "1" })],
    ["Retry-After as a date", () => unavailable({ "retry-after": new Date(Date.now() + 2000).toUTCString() })],
    [
      "google.rpc.RetryInfo",
      () => new ConnectError(Code.Unavailable, "not yet", { details: [retryInfo(0n, 500_000_000)] }),
    ],
  ])("waits as long as the server asks for: %s", async (_, error) => {
    const { url } = await serveFailing(error);
    const start = performance.now();
    await expect(demoClient(url, { ...quick, maxRetries: 1 }).say({})).rejects.toThrow("not yet");
    expect(performance.now() - start).toBeGreaterThan(490);
  });

  it("does not shorten its delay if the server asks for less", async () => {
    const { url, requests } = await serveFailing(() => unavailable({ "retry-after": "0" }));
    const client = demoClient(url, { initialDelayMs: 1e9, maxDelayMs: 1e9, budget: false });
    // The delay is random: there is a tiny chance that it is below the deadline.
    await expect(client.say({}, { timeoutMs: 1000 })).rejects.toMatchObject({ code: Code.Unavailable });
    expect(requests).toHaveLength(1);
  });

  it("waits exactly as long as grpc-retry-pushback-ms says", async () => {
    const { url, requests } = await servePushback("500");
    const start = performance.now();
    const client = demoClient(url, { initialDelayMs: 1e9, maxDelayMs: 1e9, budget: false, maxRetries: 1 });
    await expect(client.say({})).rejects.toThrow("not yet");
    expect(performance.now() - start).toBeGreaterThan(490);
    expect(requests).toHaveLength(2);
  });

  it.each(["-1", "soon", "1, 2"])("does not retry if the server forbids it: %s", async (pushback) => {
    const { url, requests } = await servePushback(pushback);
    await expect(demoClient(url).say({})).rejects.toThrow("not yet");
    expect(requests).toHaveLength(1);
  });

  it("fails immediately, with the call's error, if the delay would exceed the deadline or maxDelayMs", async () => {
    const { url, requests } = await serveFailing(() => unavailable({ "retry-after": "3600" }));
    await expect(demoClient(url).say({})).rejects.toMatchObject({ code: Code.Unavailable });
    const patient = demoClient(url, { ...quick, maxDelayMs: 1e8 });
    await expect(patient.say({}, { timeoutMs: 60_000 })).rejects.toMatchObject({ code: Code.Unavailable });
    expect(requests).toHaveLength(2);
  });

  it("stops waiting when the caller aborts", async () => {
    const { url, requests } = await servePushback("100000");
    const leaver = new AbortController();
    const call = demoClient(url, { ...quick, maxDelayMs: 1e6 }).say({}, { signal: leaver.signal });
    await expect.poll(() => requests.length).toBe(1);
    leaver.abort();
    await expect(call).rejects.toMatchObject({ code: Code.Canceled });
  });

  it("knows that nothing was sent when an inner circuit breaker refuses a call", async () => {
    const { url, requests } = await serveFailing();
    const interceptors = [retry({ ...quick, maxRetries: 5 }), circuitBreaker({ maxFailures: 2 })];
    const client = createClient(DemoService, createConnectTransport({ baseUrl: url, interceptors }));
    await expect(client.say({})).rejects.toMatchObject({ rawMessage: expect.stringContaining("nothing was sent") });
    expect(requests).toHaveLength(2);
  });

  it.each<[string, RetryOptions]>([
    ["maxRetries", { maxRetries: -1 }],
    ["initialDelayMs", { initialDelayMs: Number.NaN }],
    ["codes", { codes: ["UNAVAILABLE" as Code] }],
    ["budget.maxTokens", { budget: { maxTokens: -1 } }],
    ["isIdempotent", { isIdempotent: true as never }],
  ])("names the invalid option: %s in %j", (name, options) => {
    expect(() => retry(options)).toThrow(name);
  });
});
