import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { protoBinary } from "../../codec/proto-binary.ts";
import { protoJson } from "../../codec/proto-json.ts";
import { brotli } from "../../compression/brotli.ts";
import { gzip } from "../../compression/gzip.ts";
import { zstd } from "../../compression/zstd.ts";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { ContextValues, createContextKey } from "../../core/context-values.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { ResponseMetadata } from "../../core/response-metadata.ts";
import type { MetadataInterceptorSync } from "../../core/sync/interceptor.ts";
import type { SyncRequest, SyncResponse } from "../../protocol/sync/exchange.ts";
import { type ServiceImplementationSync, serviceSync } from "../../server/sync/service.ts";
import { createSyncHandler } from "../../server/sync/sync-handler.ts";
import { concatBytes } from "../../wire/concat-bytes.ts";
import { encodeEnvelopes } from "../../wire/envelope.ts";
import { createSyncClient } from "./client.ts";
import { createSyncTransport } from "./transport.ts";
import type { SyncTransportOptions } from "./transport-options.ts";

const implementation: ServiceImplementationSync<typeof DemoService> = {
  say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }),
  *introduce({ name }, ctx) {
    ctx.responseHeaders.set("demo-sentences", "2");
    yield { sentence: `Hello ${name}` };
    ctx.responseTrailers.set("demo-mood", "cheerful");
    yield { sentence: "Goodbye" };
  },
  summarize(requests) {
    const all = [...requests];
    return { sentences: all.length };
  },
  *converse(requests) {
    for (const { sentence } of requests) {
      yield { sentence: sentence.toUpperCase() };
    }
  },
  fail({ code, message }) {
    throw new ConnectError(Object.values(Code)[code - 1] ?? Code.Unknown, message, { metadata: { "x-why": "so" } });
  },
  *failLater({ after }) {
    for (let index = 0; index < after; index++) {
      yield { index };
    }
    throw new ConnectError(Code.DataLoss, "lost");
  },
  *tick({ count }) {
    for (let index = 0n; count === 0n || index < count; index++) {
      yield { index };
    }
  },
  echo({ headers, trailers }, ctx) {
    ctx.responseHeaders.appendAll(headers);
    ctx.responseTrailers.appendAll(trailers);
    return { received: Object.fromEntries(ctx.requestHeaders) };
  },
  large: ({ sizeBytes }) => ({ payload: Uint8Array.from({ length: sizeBytes }, (_, index) => index % 251) }),
};

const compressions = [gzip(), brotli(), zstd()];
const handler = createSyncHandler({ services: [serviceSync(DemoService, implementation)], compressions });

function clientFor(options: Partial<SyncTransportOptions> = {}) {
  return createSyncClient(DemoService, createSyncTransport({ baseUrl: "/", send: handler, ...options }));
}

/** Returns the error that a call throws, which must be a ConnectError. */
function failureOf(call: () => unknown): ConnectError {
  try {
    call();
  } catch (error) {
    expect(error).toHaveProperty("name", "ConnectError");
    return error as ConnectError;
  }
  throw new Error("the call went well");
}

/** A server that always returns the same response. */
function answering(status: number, headers: HeadersInit, ...body: Uint8Array[]) {
  return vi.fn((_request: SyncRequest): SyncResponse => ({ status, headers: new Headers(headers), body }));
}

const protocols = ["connect", "grpc-web"] as const;
const matrix = protocols.flatMap((protocol) =>
  [protoBinary(), protoJson()].flatMap((codec) =>
    [undefined, ...compressions].map((compression) => ({
      protocol,
      codec,
      name: `${protocol}, ${codec.name}, ${compression?.name ?? "no compression"}`,
      acceptCompression: compression ? [compression] : [],
      sendCompression: compression ?? null,
      compressMinBytes: 0,
    })),
  ),
);

describe.each(matrix)("a synchronous client in memory: $name", ({ name: _, ...options }) => {
  const client = clientFor(options);

  it("makes calls of every kind", () => {
    expect(client.say({ sentence: "héllo 👋" })).toMatchObject({ sentence: "You said: héllo 👋" });
    const sentences = [...client.introduce({ name: "Ada" })].map(({ sentence }) => sentence);
    expect(sentences).toEqual(["Hello Ada", "Goodbye"]);
    expect(client.summarize([{ sentence: "one" }, { sentence: "two" }]).sentences).toBe(2);
    expect(client.summarize([]).sentences).toBe(0);
    const answers = client.converse(new Set([{ sentence: "one" }, { sentence: "two" }]));
    expect(Array.from(answers, ({ sentence }) => sentence)).toEqual(["ONE", "TWO"]);
  });

  it("receives a message of 1 MiB", () => {
    expect(client.large({ sizeBytes: 1 << 20 }).payload).toHaveLength(1 << 20);
  });

  it("fails with code, message and metadata, after the preceding messages", () => {
    const error = failureOf(() => client.fail({ code: 9, message: "nö %\n👋" }));
    expect(error).toMatchObject({
      code: Code.FailedPrecondition,
      rawMessage: "nö %\n👋",
      method: "demo.v1.DemoService/Fail",
    });
    expect(error.metadata.get("x-why")).toBe("so");
    const received: number[] = [];
    const late = failureOf(() => {
      for (const { index } of client.failLater({ after: 3 })) {
        received.push(index);
      }
    });
    expect(late).toMatchObject({ code: Code.DataLoss, method: "demo.v1.DemoService/FailLater" });
    expect(received).toEqual([0, 1, 2]);
  });

  it("sends headers, and receives headers and trailers", () => {
    const onHeader = vi.fn();
    const onTrailer = vi.fn();
    const request = { headers: { "x-back": "1" }, trailers: { "x-last": "2" } };
    const call = () => client.echo(request, { headers: { "x-there": "0" }, onHeader, onTrailer });
    const { result, metadata } = ResponseMetadata.capture(call);
    expect(result.received["x-there"]).toBe("0");
    expect(metadata.headers.get("x-back")).toBe("1");
    expect(metadata.trailers.get("x-last")).toBe("2");
    expect(onHeader).toHaveBeenCalledExactlyOnceWith(metadata.headers);
    expect(onTrailer).toHaveBeenCalledExactlyOnceWith(metadata.trailers);
  });

  it("fills the metadata of a stream as it proceeds", () => {
    const metadata = new ResponseMetadata();
    const stream = client.introduce({ name: "Ada" }, { metadata })[Symbol.iterator]();
    stream.next();
    expect(metadata.headers.get("demo-sentences")).toBe("2");
    expect(metadata.trailers.get("demo-mood")).toBeNull();
    expect([...stream]).toHaveLength(1);
    expect(metadata.trailers.get("demo-mood")).toBe("cheerful");
  });
});

describe.each(protocols)("a synchronous stream over %s", (protocol) => {
  it("sends nothing before it is read, and produces messages only as they are read", () => {
    const made = vi.fn();
    const send = createSyncHandler({
      services: [
        serviceSync(DemoService, {
          *tick() {
            for (let index = 0n; ; index++) {
              made();
              yield { index };
            }
          },
        }),
      ],
    });
    const stream = clientFor({ protocol, send }).tick({});
    expect(made).not.toHaveBeenCalled();
    const messages = stream[Symbol.iterator]();
    expect(messages.next().value).toMatchObject({ index: 0n });
    expect(messages.next().value).toMatchObject({ index: 1n });
    expect(made).toHaveBeenCalledTimes(2);
    messages.return?.();
  });

  it("lets interceptors and the server clean up when the loop ends early, and tells both why", () => {
    const left = vi.fn();
    const send = createSyncHandler({
      services: [
        serviceSync(DemoService, {
          *tick(_request, ctx) {
            try {
              yield { index: 0n };
              yield { index: 1n };
            } finally {
              left(ctx.signal.reason?.code);
            }
          },
        }),
      ],
    });
    const ends: (Code | undefined)[] = [];
    const observer: MetadataInterceptorSync = {
      onStartSync: () => {},
      onEndSync: (_token, _ctx, error) => void ends.push(error?.code),
    };
    const onTrailer = vi.fn();
    for (const _ of clientFor({ protocol, send, interceptors: [observer] }).tick({}, { onTrailer })) {
      break;
    }
    expect(left).toHaveBeenCalledExactlyOnceWith(Code.Canceled);
    expect(ends).toEqual([Code.Canceled]);
    expect(onTrailer).toHaveBeenCalledOnce();
  });

  it("decodes a body in one piece only slightly ahead of its reader", () => {
    const whole = (request: SyncRequest): SyncResponse => {
      const response = handler(request);
      return { ...response, body: [concatBytes([...response.body])] };
    };
    const codec = protoBinary();
    const decode = vi.spyOn(codec, "decode");
    const messages = clientFor({ protocol, codec, send: whole }).tick({ count: 100_000n })[Symbol.iterator]();
    messages.next();
    expect(decode.mock.calls.length).toBeLessThan(50_000);
    expect([...messages]).toHaveLength(99_999);
    expect(decode).toHaveBeenCalledTimes(100_000);
  });

  it("fails with what its callbacks throw, unless it has already failed or is closed early", () => {
    const cause = new RangeError("mine");
    const onTrailer = () => {
      throw cause;
    };
    const client = clientFor({ protocol });
    expect(failureOf(() => [...client.introduce({}, { onTrailer })])).toMatchObject({ code: Code.Unknown, cause });
    expect(failureOf(() => [...client.failLater({}, { onTrailer })]).code).toBe(Code.DataLoss);
    for (const _ of client.tick({}, { onTrailer })) {
      break; // ending early does not throw
    }
  });

  it("can be read only once, and disposed at any time", () => {
    const client = clientFor({ protocol });
    const stream = client.introduce({});
    expect([...stream]).toHaveLength(2);
    expect(failureOf(() => [...stream]).code).toBe(Code.FailedPrecondition);
    const send = vi.fn(handler);
    const unread = clientFor({ protocol, send }).introduce({});
    unread[Symbol.dispose]();
    expect([...unread]).toEqual([]);
    expect(send).not.toHaveBeenCalled();
  });

  it("returns nothing more after an error", () => {
    const messages = clientFor({ protocol }).failLater({})[Symbol.iterator]();
    expect(failureOf(() => messages.next()).code).toBe(Code.DataLoss);
    expect(messages.next()).toEqual({ done: true, value: undefined });
  });

  it("ends with canceled when its transport is closed, and so do later calls", () => {
    const transport = createSyncTransport({ baseUrl: "/", protocol, send: handler });
    const client = createSyncClient(DemoService, transport);
    const messages = client.tick({})[Symbol.iterator]();
    messages.next();
    transport.close();
    expect(failureOf(() => messages.next())).toMatchObject({
      code: Code.Canceled,
      rawMessage: "the transport is closed",
    });
    expect(failureOf(() => client.say({})).code).toBe(Code.FailedPrecondition);
    expect(failureOf(() => [...client.introduce({})]).code).toBe(Code.FailedPrecondition);
  });

  it("fails if its requests fail, and lets them clean up", () => {
    const cleaned = vi.fn();
    function* requests() {
      try {
        yield { sentence: "one" };
        throw new RangeError("mine");
      } finally {
        cleaned();
      }
    }
    const unreadable = {
      get sentence(): string {
        throw new TypeError("not now");
      },
    };
    const client = clientFor({ protocol });
    for (const call of [() => client.summarize(requests()), () => [...client.converse(requests())]]) {
      expect(failureOf(call)).toMatchObject({ code: Code.Unknown, rawMessage: "mine", cause: expect.any(RangeError) });
    }
    expect(cleaned).toHaveBeenCalledTimes(2);
    expect(failureOf(() => client.summarize([unreadable])).code).toBe(Code.InvalidArgument);
    expect(failureOf(() => [...client.failLater({ after: "x" as unknown as number })]).code).toBe(Code.InvalidArgument);
  });
});

describe.each(protocols)("the deadline of a synchronous call over %s", (protocol) => {
  // The clock advances only during work.
  beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
  afterEach(() => void vi.useRealTimers());

  it("is passed to the sender and to the server", () => {
    const send = vi.fn(handler);
    clientFor({ protocol, send, timeoutMs: 60_000 }).say({});
    const [{ timeoutMs, headers } = {}] = send.mock.lastCall ?? [];
    expect(timeoutMs).toBe(60_000);
    expect(headers?.get("connect-timeout-ms") ?? headers?.get("grpc-timeout")).toMatch(/^60000m?$/);
    clientFor({ protocol, send, timeoutMs: 60_000 }).say({}, { timeoutMs: 0 });
    expect(send.mock.lastCall?.[0].timeoutMs).toBeUndefined();
  });

  it("ends the call with deadline_exceeded, of which interceptors are notified", () => {
    const seen: (Code | undefined)[] = [];
    const observer: MetadataInterceptorSync = {
      onStartSync: () => {},
      onEndSync: (_token, _ctx, error) => void seen.push(error?.code),
    };
    const client = clientFor({ protocol, send: slowly(handler), timeoutMs: 20, interceptors: [observer] });
    for (const call of [() => client.say({}), () => [...client.introduce({})], () => client.summarize([])]) {
      expect(failureOf(call)).toMatchObject({ code: Code.DeadlineExceeded, rawMessage: "timed out after 20 ms" });
    }
    expect(seen).toEqual([Code.DeadlineExceeded, Code.DeadlineExceeded, Code.DeadlineExceeded]);
  });

  it("may pass before the call: nothing is sent", () => {
    const send = vi.fn(handler);
    const client = clientFor({ protocol, send });
    expect(failureOf(() => client.say({}, { timeoutMs: -1 })).code).toBe(Code.DeadlineExceeded);
    expect(failureOf(() => [...client.introduce({}, { timeoutMs: -1 })]).code).toBe(Code.DeadlineExceeded);
    expect(send).not.toHaveBeenCalled();
  });

  it("also passes when the sender times out slightly before our clock", () => {
    const send = () => {
      throw new DOMException("too late", "TimeoutError");
    };
    expect(failureOf(() => clientFor({ protocol, send, timeoutMs: 60_000 }).say({}))).toMatchObject({
      code: Code.DeadlineExceeded,
      rawMessage: "timed out after 60000 ms",
    });
  });

  it("does not include the caller's work on what has arrived", () => {
    const type = protocol === "connect" ? "application/connect+json" : "application/grpc-web+json";
    const payload = new TextEncoder().encode("{}");
    const end =
      protocol === "connect"
        ? { flags: 2, payload }
        : { flags: 0x80, payload: new TextEncoder().encode("grpc-status: 0\r\n") };
    const whole = encodeEnvelopes({ flags: 0, payload }, { flags: 0, payload }, end);
    const client = clientFor({ protocol, codec: protoJson(), send: answering(200, { "content-type": type }, whole) });
    let count = 0;
    for (const _ of client.introduce({}, { timeoutMs: 30 })) {
      count++;
      busy(40);
    }
    expect(count).toBe(2);
  });
});

describe("a synchronous call whose server is missing or is not one", () => {
  it("is unavailable, and keeps the cause", () => {
    const cause = new TypeError("no route to host");
    const send = () => {
      throw cause;
    };
    expect(failureOf(() => clientFor({ send }).say({}))).toMatchObject({
      code: Code.Unavailable,
      rawMessage: expect.stringMatching(/cannot reach .*Say/),
      cause,
    });
  });

  it("is unavailable when the body is cut off, after the preceding messages", () => {
    const send = (request: SyncRequest): SyncResponse => {
      const response = handler(request);
      return { ...response, body: broken(response.body) };
    };
    const received: unknown[] = [];
    const error = failureOf(() => {
      for (const message of clientFor({ send }).tick({ count: 10n })) {
        received.push(message);
      }
    });
    expect(error.code).toBe(Code.Unavailable);
    expect(received).toHaveLength(2);
  });

  it("closes a response body that it does not read", () => {
    const left = vi.fn();
    const send = (): SyncResponse => ({
      status: 200,
      headers: new Headers({ "content-type": "text/html" }),
      body: { [Symbol.iterator]: () => ({ next: () => ({ done: true, value: undefined }), return: left }) },
    });
    const client = clientFor({ send });
    expect(failureOf(() => client.say({})).rawMessage).toMatch(/text\/html.*check the base URL/);
    expect(failureOf(() => [...client.introduce({})]).rawMessage).toMatch(/text\/html.*check the base URL/);
    expect(left).toHaveBeenCalledTimes(2);
  });

  it.each<[string, number, Record<string, string>, string, Code]>([
    ["a Connect error", 422, { "content-type": "application/json" }, '{"code":"out_of_range"}', Code.OutOfRange],
    ["JSON that is not an error", 429, { "content-type": "application/json" }, "null", Code.Unavailable],
    ["invalid JSON", 401, { "content-type": "application/json" }, "{", Code.Unauthenticated],
    ["an error in another type", 403, { "content-type": "application/proto" }, "x", Code.PermissionDenied],
    ["another codec", 200, { "content-type": "application/json" }, "{}", Code.Internal],
    ["a picture", 200, { "content-type": "image/png" }, "x", Code.Unknown],
    [
      "an unknown compression",
      200,
      { "content-type": "application/proto", "content-encoding": "lzma" },
      "x",
      Code.Internal,
    ],
    ["an invalid status", 800, {}, "", Code.Unknown],
  ])("says what arrived instead: %s", (_, status, headers, body, code) => {
    const send = answering(status, headers, new TextEncoder().encode(body));
    expect(failureOf(() => clientFor({ send }).say({})).code).toBe(code);
  });

  it("accepts an empty body as the default message, and a body in pieces", () => {
    const proto = { "content-type": "application/proto" };
    expect(clientFor({ send: answering(200, proto) }).say({}).sentence).toBe("");
    const pieces = [Uint8Array.of(0x0a, 2), Uint8Array.of(104), Uint8Array.of(105)];
    expect(clientFor({ send: answering(200, proto, ...pieces) }).say({}).sentence).toBe("hi");
  });

  it.each(protocols)("rejects messages above readMaxBytes: %s", (protocol) => {
    const client = clientFor({ protocol, readMaxBytes: 1024 });
    expect(client.large({ sizeBytes: 1000 }).payload).toHaveLength(1000);
    const refusal = { code: Code.ResourceExhausted, rawMessage: "message is larger than configured max 1024" };
    expect(failureOf(() => client.large({ sizeBytes: 2000 }))).toMatchObject(refusal);
  });
});

describe("a synchronous unary call as a GET", () => {
  const urls: string[] = [];
  const send = (request: SyncRequest): SyncResponse => {
    urls.push(`${request.method} ${request.url}`);
    return handler(request);
  };

  it.each([
    ["binary", {}, /^GET .*\?connect=v1&base64=1&encoding=proto&message=/],
    ["JSON", { codec: protoJson() }, /^GET .*\?connect=v1&encoding=json&message=%7B/],
    ["compressed", { sendCompression: gzip(), compressMinBytes: 0 }, /&compression=gzip&encoding=proto/],
    ["too long for a URL", { getMaxUrlBytes: 20 }, /^POST /],
  ])("%s", (_, options, expected) => {
    const sentence = "What is 1 + 1? – 🐑?&='";
    const client = clientFor({ send, useGet: true, ...options });
    expect(client.say({ sentence }).sentence).toBe(`You said: ${sentence}`);
    expect(urls.pop()).toMatch(expected);
    client.say({ sentence }, { useGet: false });
    expect(urls.pop()).toMatch(/^POST /);
    client.echo({});
    expect(urls.pop()).toMatch(/^POST /);
  });
});

describe("the interceptors of a synchronous client", () => {
  it("run outside the transport's, and share values with the caller", () => {
    const order: string[] = [];
    const key = createContextKey("default");
    const named = (name: string): MetadataInterceptorSync => ({
      onStartSync: (ctx: RequestContext) => void order.push(`${name} in: ${ctx.values.get(key)}`),
      onEndSync: () => void order.push(`${name} out`),
    });
    const transport = createSyncTransport({ baseUrl: "/", send: handler, interceptors: [named("transport")] });
    const client = createSyncClient(DemoService, transport, { interceptors: [named("client")] });
    client.say({}, { values: new ContextValues().set(key, "mine") });
    expect(order).toEqual(["client in: mine", "transport in: mine", "transport out", "client out"]);
  });

  it("may retry", () => {
    let attempts = 0;
    const send = (request: SyncRequest): SyncResponse => {
      attempts++;
      return attempts < 3 ? answering(503, {})(request) : handler(request);
    };
    const client = clientFor({
      send,
      interceptors: [
        {
          interceptUnarySync(next, request, ctx) {
            for (;;) {
              try {
                return next(request, ctx);
              } catch (error) {
                if (attempts > 5 || ConnectError.from(error).code !== Code.Unavailable) {
                  throw error;
                }
              }
            }
          },
        },
      ],
    });
    expect(client.say({ sentence: "hi" }).sentence).toBe("You said: hi");
    expect(attempts).toBe(3);
  });
});

describe("a synchronous transport", () => {
  it("compresses with gzip by default, even what would be passed to the engine", () => {
    const send = vi.fn(handler);
    const sentence = "hello ".repeat(50_000);
    expect(clientFor({ send }).say({ sentence }).sentence).toContain(sentence);
    const [request] = send.mock.lastCall ?? [];
    expect(request?.headers.get("content-encoding")).toBe("gzip");
    expect(request?.body?.byteLength).toBeLessThan(10_000);
  });

  it("names a compression that is not synchronous", () => {
    const slow = {
      name: "slow",
      compress: async (bytes: Uint8Array) => bytes,
      decompress: async () => new Uint8Array(),
    };
    const client = clientFor({ sendCompression: slow, compressMinBytes: 0 });
    expect(failureOf(() => client.say({ sentence: "hi" }))).toMatchObject({
      code: Code.Unimplemented,
      rawMessage: expect.stringContaining("slow returned a promise"),
    });
  });

  it("rejects gRPC, and invalid numbers", () => {
    expect(failureOf(() => clientFor({ protocol: "grpc" })).rawMessage).toContain('"grpc-web"');
    expect(failureOf(() => clientFor({ timeoutMs: Number.NaN })).code).toBe(Code.InvalidArgument);
    expect(failureOf(() => clientFor({ baseUrl: "nonsense://" })).code).toBe(Code.InvalidArgument);
  });

  it("cannot be created without a way to send", () => {
    const error = failureOf(() => createSyncTransport({ baseUrl: "http://localhost" }));
    expect(error.code).toBe(Code.FailedPrecondition);
    expect(error.rawMessage).toMatch("document" in globalThis ? /freezes the page/ : /needs XMLHttpRequest/);
  });
});

function busy(ms: number): void {
  vi.advanceTimersByTime(ms);
}

function slowly(send: (request: SyncRequest) => SyncResponse) {
  return (request: SyncRequest): SyncResponse => {
    busy(30);
    return send({ ...request, headers: withoutTimeout(request.headers) });
  };
}

/** Lets the client's own clock decide. */
function withoutTimeout(given: Headers): Headers {
  const headers = new Headers(given);
  headers.delete("connect-timeout-ms");
  headers.delete("grpc-timeout");
  return headers;
}

function* broken(body: Iterable<Uint8Array>): Generator<Uint8Array> {
  let count = 0;
  for (const chunk of body) {
    if (count++ === 2) {
      throw new TypeError("connection reset");
    }
    yield chunk;
  }
}
