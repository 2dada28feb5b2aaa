import { create } from "@bufbuild/protobuf";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { DemoService, TickResponseSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../client/client.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import { createGrpcWebTransport } from "../client/grpc-web-transport.ts";
import { protoBinary } from "../codec/proto-binary.ts";
import { protoJson } from "../codec/proto-json.ts";
import { methodInfo } from "../codec/proto-method.ts";
import { gzip } from "../compression/gzip.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { ContextValues, createContextKey } from "../core/context-values.ts";
import type { RequestContext } from "../core/request-context.ts";
import { encodeEnvelopes } from "../wire/envelope.ts";
import { Endpoint } from "./endpoint.ts";
import { createFetchHandler, type FetchHandlerOptions } from "./fetch-handler.ts";
import { type ServiceImplementation, service } from "./service.ts";

const url = "http://localhost/demo.v1.DemoService";
const json = { "content-type": "application/json" };
const streamJson = { "content-type": "application/connect+json" };

function handlerFor(
  implementation: ServiceImplementation<typeof DemoService>,
  options: Partial<FetchHandlerOptions> = {},
) {
  return createFetchHandler({ services: [service(DemoService, implementation)], ...options });
}

const echo = handlerFor({
  say: ({ sentence }) => ({ sentence }),
  async *introduce({ name }) {
    yield { sentence: name };
  },
});

const post = (method: string, headers: Record<string, string>, body: BodyInit = "{}") =>
  echo(`${url}/${method}`, { method: "POST", headers, body });

/** Returns the error in a Connect response of either form. */
async function errorOf(response: Response): Promise<{ code: string; message: string }> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isStream = response.headers.get("content-type")?.startsWith("application/connect+");
  const value = JSON.parse(new TextDecoder().decode(isStream ? bytes.subarray(5) : bytes));
  return isStream ? value.error : value;
}

describe("a fetch handler, for requests it does not serve", () => {
  it("responds with 404 to an unknown path, with an error that Connect clients understand", async () => {
    const response = await echo("http://localhost/demo.v1.DemoService/Nothing", { method: "POST", headers: json });
    expect(response.status).toBe(404);
    expect(await errorOf(response)).toEqual({
      code: "unimplemented",
      message: "/demo.v1.DemoService/Nothing is not served here",
    });
  });

  it.each([
    ["Say", "PUT", "GET, POST"],
    ["Introduce", "PUT", "POST"],
    ["Introduce", "GET", "POST"],
  ])("responds with 405 to an unsupported HTTP method for %s: %s", async (method, httpMethod, allowed) => {
    const body = httpMethod === "GET" ? null : "{}";
    const response = await echo(`${url}/${method}`, { method: httpMethod, headers: json, body });
    expect([response.status, response.headers.get("allow")]).toEqual([405, allowed]);
  });

  it.each([
    ["text/plain", "Say"],
    ["application/connect+json", "Say"],
    ["application/json", "Introduce"],
    ["application/xml", "Introduce"],
    ["application/grpc", "Say"],
  ])("responds with 415 to %s for %s, and says what it accepts", async (type, method) => {
    const response = await post(method, { "content-type": type });
    expect(response.status).toBe(415);
    expect(response.headers.get("accept-post")).toContain("application/grpc-web+proto");
    expect((await response.text()).includes("gRPC needs HTTP trailers")).toBe(type === "application/grpc");
  });

  it("accepts parameters and capitals in a content type", async () => {
    const response = await post("Say", { "content-type": "Application/JSON; charset=utf-8" }, '{"sentence":"hi"}');
    expect(await response.json()).toEqual({ sentence: "hi" });
  });
});

describe.each([
  ["unary", "Say", json],
  ["streaming", "Introduce", streamJson],
])("a fetch handler, given a bad %s request", (kind, method, type) => {
  const body = (text: string) => {
    const payload = new TextEncoder().encode(text);
    return (kind === "unary" ? payload : encodeEnvelopes({ flags: 0, payload })) as Uint8Array<ArrayBuffer>;
  };
  const encodingHeader = kind === "unary" ? "content-encoding" : "connect-content-encoding";

  it.each<[string, Record<string, string>, string, string, RegExp]>([
    ["a wrong protocol version", { "connect-protocol-version": "2" }, "{}", "invalid_argument", /Version is "2"/],
    ["a malformed timeout", { "connect-timeout-ms": "soon" }, "{}", "invalid_argument", /Timeout-Ms is "soon"/],
    ["a timeout of eleven digits", { "connect-timeout-ms": "12345678901" }, "{}", "invalid_argument", /at most 10/],
    ["a timeout that has passed", { "connect-timeout-ms": "0" }, "{}", "deadline_exceeded", /the deadline has passed/],
    ["an unknown compression", { [encodingHeader]: "lzma" }, "{}", "unimplemented", /"lzma".*knows gzip/],
    ["malformed JSON", {}, "{", "invalid_argument", /cannot decode demo\.v1\./],
    ["a field of another type", {}, '{"sentence":5,"name":5}', "invalid_argument", /sentence|name/],
  ])("rejects %s", async (_, headers, text, code, message) => {
    const error = await errorOf(await post(method, { ...type, ...headers }, body(text)));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it("rejects a message above readMaxBytes", async () => {
    const small = handlerFor({ say: () => ({}), introduce: async function* () {} }, { readMaxBytes: 100 });
    const request = { method: "POST", headers: type, body: body(JSON.stringify({ sentence: "x".repeat(200) })) };
    expect(await errorOf(await small(`${url}/${method}`, request))).toEqual({
      code: "resource_exhausted",
      message: "message is larger than configured max 100",
    });
  });
});

describe("a fetch handler, for a stream request without exactly one message", () => {
  const message = encodeEnvelopes({ flags: 0, payload: new TextEncoder().encode("{}") });
  it.each<[string, Uint8Array, string]>([
    ["none", new Uint8Array(0), "unimplemented"],
    ["two", Uint8Array.of(...message, ...message), "unimplemented"],
    ["half of one", message.subarray(0, 6), "invalid_argument"],
  ])("rejects %s", async (_, bytes, code) => {
    const response = await post("Introduce", streamJson, bytes as Uint8Array<ArrayBuffer>);
    expect((await errorOf(response)).code).toBe(code);
  });
});

describe.each([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("a fetch handler in memory, over %s", (_, createTransport) => {
  const clientOf = (
    implementation: ServiceImplementation<typeof DemoService>,
    options: Partial<FetchHandlerOptions> = {},
  ) =>
    createClient(
      DemoService,
      createTransport({ baseUrl: "/", fetch: handlerFor(implementation, { onError: () => {}, ...options }) }),
    );

  it("responds like any other server", async () => {
    const client = clientOf({ say: ({ sentence }) => ({ sentence: sentence.toUpperCase() }) });
    expect((await client.say({ sentence: "hi" })).sentence).toBe("HI");
  });

  it("responds with unimplemented for a method without a function", async () => {
    await expect(clientOf({}).say({})).rejects.toMatchObject({ code: Code.Unimplemented });
  });

  it("hides exceptions from the client, and reports them to onError", async () => {
    const secret = new Error("password is hunter2");
    const onError = vi.fn();
    const client = clientOf(
      {
        say: () => {
          throw secret;
        },
        // biome-ignore lint/correctness/useYield: it fails before it could
        async *introduce() {
          throw secret;
        },
      },
      { onError },
    );
    const plain = { code: Code.Internal, rawMessage: "internal error" };
    await expect(client.say({})).rejects.toMatchObject(plain);
    await expect(client.introduce({})[Symbol.asyncIterator]().next()).rejects.toMatchObject(plain);
    expect(onError.mock.calls.map(([error]) => error)).toEqual([secret, secret]);
  });

  it("sends a ConnectError unchanged, with its metadata", async () => {
    const client = clientOf({
      say: () => {
        throw new ConnectError(Code.AlreadyExists, "again", { metadata: { "x-why": "because" } });
      },
    });
    const error = await client.say({}).catch((reason) => reason);
    expect(error).toMatchObject({ code: Code.AlreadyExists, rawMessage: "again" });
    expect(error.metadata.get("x-why")).toBe("because");
  });

  it("enforces the deadline, and aborts the signal of the implementation", async () => {
    const aborted = vi.fn();
    // Without the client's timer: only the header is sent.
    let isCalled = () => {};
    const called = new Promise<void>((resolve) => {
      isCalled = resolve;
    });
    const handler = handlerFor({
      say: (_request, ctx) =>
        new Promise(() => {
          ctx.signal.addEventListener("abort", () => aborted(ctx.signal.reason.code));
          isCalled();
        }),
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    onTestFinished(() => void vi.useRealTimers());
    const headers = { "content-type": "application/json", "connect-timeout-ms": "20" };
    const answer = handler(`${url}/Say`, { method: "POST", headers, body: "{}" });
    await called;
    await vi.advanceTimersByTimeAsync(21);
    const response = await answer;
    expect(response.status).toBe(504);
    expect((await errorOf(response)).code).toBe("deadline_exceeded");
    expect(aborted).toHaveBeenCalledWith(Code.DeadlineExceeded);
  });

  it("aborts the signal and closes the generator when the client disconnects", async () => {
    const left = vi.fn();
    let context: RequestContext | undefined;
    const client = clientOf({
      async *tick(_request, ctx) {
        context = ctx as RequestContext;
        try {
          for (let index = 0n; ; index++) {
            yield { index };
          }
        } finally {
          left();
        }
      },
    });
    for await (const { index } of client.tick({})) {
      if (index === 3n) {
        break;
      }
    }
    await expect.poll(() => left).toHaveBeenCalledOnce();
    expect(context?.signal.aborted).toBe(true);
  });

  it("produces messages only as fast as they are read", async () => {
    let made = 0;
    const client = clientOf({
      async *tick() {
        for (let index = 0n; ; index++) {
          made++;
          yield { index };
        }
      },
    });
    const messages = client.tick({})[Symbol.asyncIterator]();
    await messages.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(made).toBeLessThan(10);
    await messages.return?.();
  });

  it("runs its interceptors, the first outermost", async () => {
    const order: string[] = [];
    const named = (name: string) => ({
      onStart: () => void order.push(`${name} in`),
      onEnd: () => void order.push(`${name} out`),
    });
    await clientOf({ say: () => ({}) }, { interceptors: [named("a"), named("b")] }).say({});
    expect(order).toEqual(["a in", "b in", "b out", "a out"]);
  });
});

describe("a fetch handler, for its operator", () => {
  it("reports what cannot be encoded, and hides it from the client", async () => {
    const onError = vi.fn();
    const broken = {
      ...protoBinary(),
      encode() {
        throw new TypeError("p4ssw0rd is no number");
      },
    };
    const handler = handlerFor(
      {
        say: () => ({}),
        async *tick() {
          yield {};
        },
      },
      { onError, codecs: [broken] },
    );
    const client = createClient(DemoService, createConnectTransport({ baseUrl: "/", fetch: handler }));
    for (const call of [() => client.say({}), () => client.tick({})[Symbol.asyncIterator]().next()]) {
      await expect(call()).rejects.toMatchObject({ code: Code.Internal, rawMessage: "internal error" });
    }
    expect(onError.mock.calls.map(([error]) => error.message)).toEqual([
      expect.stringContaining("cannot encode demo.v1.SayResponse"),
      expect.stringContaining("cannot encode demo.v1.TickResponse"),
    ]);
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("the log is down");
      },
    ],
    ["rejects", async () => Promise.reject(new Error("the log is down"))],
  ])("still responds when onError %s", async (_, onError) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => log.mockRestore());
    const failure = new TypeError("oops");
    const fails = () => {
      throw failure;
    };
    const handler = handlerFor({ say: fails, introduce: fails }, { onError });
    const client = createClient(DemoService, createConnectTransport({ baseUrl: "/", fetch: handler }));
    for (const call of [() => client.say({}), () => client.introduce({})[Symbol.asyncIterator]().next()]) {
      await expect(call()).rejects.toMatchObject({ code: Code.Internal });
    }
    await expect.poll(() => log.mock.calls).toHaveLength(2);
    expect(log.mock.lastCall).toEqual([new Error("the log is down"), failure]);
  });

  it("still responds without onError, even to an error that cannot be printed", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {
      throw new Error("unprintable");
    });
    onTestFinished(() => log.mockRestore());
    const handler = handlerFor({
      say() {
        throw new TypeError("oops");
      },
    });
    const response = await handler(`${url}/Say`, { method: "POST", headers: json, body: "{}" });
    expect((await errorOf(response)).code).toBe("internal");
    await expect.poll(() => log.mock.calls).toHaveLength(2); // and no unhandled rejection
  });

  it("passes on the values that the platform knows", async () => {
    const user = createContextKey("nobody");
    const handler = handlerFor({ say: (_, ctx) => ({ sentence: ctx.values.get(user) }) });
    const request = () => new Request(`${url}/Say`, { method: "POST", headers: json, body: "{}" });
    const values = new ContextValues().set(user, "Ada");
    expect(await (await handler(request(), { values })).json()).toEqual({ sentence: "Ada" });
    for (const none of [undefined, null as unknown as undefined]) {
      expect(await (await handler(request(), none)).json()).toEqual({ sentence: "nobody" });
    }
  });

  it("keeps values that a call adds from all other calls", async () => {
    const user = createContextKey("nobody");
    const values = new ContextValues().set(user, "Ada");
    const seen: string[] = [];
    const handler = handlerFor({
      say({ sentence }, ctx) {
        seen.push(ctx.values.get(user));
        if (sentence === "forget") {
          ctx.values.delete(user);
        } else {
          ctx.values.set(user, sentence);
        }
        seen.push(ctx.values.get(user));
        return {};
      },
    });
    for (const sentence of ["Bob", "forget", "Eve"]) {
      const body = JSON.stringify({ sentence });
      await handler(new Request(`${url}/Say`, { method: "POST", headers: json, body }), { values });
    }
    expect(seen).toEqual(["Ada", "Bob", "Ada", "nobody", "Ada", "Eve"]);
    expect(values.get(user)).toBe("Ada");
  });

  it("does not close an iterator that has ended by itself", async () => {
    let index = 0n;
    const iterator = {
      next: async () =>
        index++ === 0n ? { done: false, value: create(TickResponseSchema) } : { done: true, value: undefined },
      return: vi.fn(),
    };
    const tick = Endpoint.serverStream(methodInfo(DemoService.method.tick), () => ({
      [Symbol.asyncIterator]: () => iterator as unknown as AsyncIterator<never>,
    }));
    const handler = createFetchHandler({ services: [[tick]] });
    const body = encodeEnvelopes({ flags: 0, payload: new TextEncoder().encode("{}") }) as Uint8Array<ArrayBuffer>;
    await (await handler(`${url}/Tick`, { method: "POST", headers: streamJson, body })).arrayBuffer();
    await handler.close();
    expect(index).toBe(2n);
    expect(iterator.return).not.toHaveBeenCalled();
  });

  it("responds with 500 to an error with an invalid code", async () => {
    const handler = handlerFor({
      say() {
        throw new ConnectError("nope" as Code);
      },
    });
    const response = await handler(`${url}/Say`, { method: "POST", headers: json, body: "{}" });
    expect(response.status).toBe(500);
  });

  it.each(["api", "/api", "/api/", "api//"])("serves under the path %j as under /api", async (basePath) => {
    const handler = handlerFor({ say: ({ sentence }) => ({ sentence }) }, { basePath });
    expect(handler.handles("/api/demo.v1.DemoService/Say")).toBe(true);
    expect(handlerFor({ say: () => ({}) }, { basePath: "/" }).handles("/demo.v1.DemoService/Say")).toBe(true);
  });

  it("refuses to serve a method twice, because one of the two would never be called", () => {
    const demo = service(DemoService, { say: () => ({}) });
    expect(() => createFetchHandler({ services: [demo, demo] })).toThrow(
      expect.objectContaining({
        code: Code.InvalidArgument,
        rawMessage: expect.stringContaining("/demo.v1.DemoService/Say is served twice"),
      }),
    );
  });

  it("does not start a call that nobody waits for any more", async () => {
    const say = vi.fn(() => ({}));
    let began = () => {};
    const beginning = new Promise<void>((resolve) => {
      began = resolve;
    });
    let letThrough = (_: Uint8Array) => {};
    const slow = {
      ...gzip(),
      decompress: () =>
        new Promise<Uint8Array>((resolve) => {
          letThrough = resolve;
          began();
        }),
    };
    const leaving = new AbortController();
    const answer = handlerFor({ say }, { compressions: [slow] })(`${url}/Say`, {
      method: "POST",
      headers: { ...json, "content-encoding": "gzip" },
      body: "{}",
      signal: leaving.signal,
    });
    await beginning;
    leaving.abort();
    letThrough(new TextEncoder().encode("{}"));
    expect((await errorOf(await answer)).code).toBe("canceled");
    expect(say).not.toHaveBeenCalled();
  });

  it.each([
    ["returns synchronously", () => ({ done: true as const, value: undefined })],
    [
      "throws",
      (): never => {
        throw new Error("cannot leave");
      },
    ],
  ])("ends a stream in time whose iterator hangs, and %s when it is closed", async (_, leave) => {
    const left = vi.fn(leave);
    const iterator = { next: () => new Promise<never>(() => {}), return: left };
    const tick = Endpoint.serverStream(methodInfo(DemoService.method.tick), () => ({
      [Symbol.asyncIterator]: () => iterator as unknown as AsyncIterator<never>,
    }));
    const handler = createFetchHandler({ services: [[tick]] });
    const response = await handler(`${url}/Tick`, {
      method: "POST",
      headers: { ...streamJson, "connect-timeout-ms": "20" },
      body: encodeEnvelopes({ flags: 0, payload: new TextEncoder().encode("{}") }) as Uint8Array<ArrayBuffer>,
    });
    expect((await errorOf(response)).code).toBe("deadline_exceeded");
    expect(left).toHaveBeenCalledOnce();
  });
});

describe("a fetch handler, for a GET of a method without side effects", () => {
  const get = (query: string) => echo(`${url}/Say?${query}`);

  it.each([
    ["binary", {}],
    ["JSON", { codec: protoJson() }],
    ["compressed", { sendCompression: gzip(), compressMinBytes: 0 }],
  ])("responds to the client's requests: %s", async (_, options) => {
    const httpMethods: string[] = [];
    const handler = handlerFor({
      say({ sentence }, ctx) {
        httpMethods.push(ctx.httpMethod);
        return { sentence };
      },
    });
    const transport = createConnectTransport({ baseUrl: "/", fetch: handler, useGet: true, ...options });
    const sentence = "What is 1 + 1? \u2013 \u{1f411}?&=";
    expect(await createClient(DemoService, transport).say({ sentence })).toMatchObject({ sentence });
    expect(httpMethods).toEqual(["GET"]);
  });

  it("accepts base64 with and without padding, and a version or none", async () => {
    for (const query of [
      "connect=v1&base64=1&encoding=proto&message=CgJoaQ",
      "base64=1&encoding=proto&message=CgJoaQ%3D%3D",
      "connect=v1&encoding=json&message=%7B%22sentence%22%3A%22hi%22%7D",
    ]) {
      const response = await get(query);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("hi");
    }
  });

  it.each([
    ["connect=v2&encoding=json&message={}", 400, 'the query parameter connect is "v2", expected v1'],
    ["connect=v1&encoding=json", 400, "a GET must have its message in the URL parameter message"],
    ["connect=v1&encoding=proto&base64=1&message=%", 400, "the parameter message is not base64"],
    ["connect=v1&encoding=json&message=nonsense", 400, "cannot decode demo.v1.SayRequest as json"],
    ["connect=v1&encoding=json&compression=lz4&message={}", 501, 'unknown compression "lz4"'],
  ])("rejects %s", async (query, status, message) => {
    const response = await get(query);
    expect(response.status).toBe(status);
    expect((await errorOf(response)).message).toContain(message);
  });

  it.each(["connect=v1&encoding=xml&message={}", "message={}"])("responds with 415 to %s", async (query) => {
    const response = await get(query);
    expect([response.status, await response.text()]).toEqual([
      415,
      "The parameter encoding must be one of proto, json.\n",
    ]);
  });

  it("tells caches that a response depends on what its reader can decompress", async () => {
    const answer = await get("connect=v1&encoding=json&message=%7B%7D");
    expect(answer.headers.get("vary")).toBe("Accept-Encoding");
    const plain = handlerFor({ say: () => ({}) }, { compressions: [] });
    const response = await plain(`${url}/Say?connect=v1&encoding=json&message=%7B%7D`);
    expect(response.headers.has("vary")).toBe(false);
  });

  it("applies readMaxBytes to a message in the URL", async () => {
    const handler = handlerFor({ say: () => ({}) }, { readMaxBytes: 10 });
    const response = await handler(`${url}/Say?encoding=json&message=${encodeURIComponent('{"sentence":"hello"}')}`);
    expect(await errorOf(response)).toMatchObject({ code: "resource_exhausted" });
  });
});
