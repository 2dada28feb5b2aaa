import { create } from "@bufbuild/protobuf";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { DemoService, LargeResponseSchema } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { methodInfo } from "../../codec/proto-method.ts";
import { gzip } from "../../compression/gzip.ts";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { RequestContext } from "../../core/request-context.ts";
import type { SyncResponse } from "../../protocol/sync/exchange.ts";
import { concatBytes } from "../../wire/concat-bytes.ts";
import { encodeEnvelopes } from "../../wire/envelope.ts";
import { createFetchHandler } from "../fetch-handler.ts";
import { service } from "../service.ts";
import { EndpointSync } from "./endpoint.ts";
import { type ServiceImplementationSync, serviceSync } from "./service.ts";
import { createSyncHandler, type SyncHandlerOptions } from "./sync-handler.ts";

const url = "http://localhost/demo.v1.DemoService";
const json = { "content-type": "application/json" };
const streamJson = { "content-type": "application/connect+json" };
const webJson = { "content-type": "application/grpc-web+json" };
const utf8 = new TextEncoder();

function handlerFor(
  implementation: ServiceImplementationSync<typeof DemoService>,
  options: Partial<SyncHandlerOptions> = {},
) {
  return createSyncHandler({ services: [serviceSync(DemoService, implementation)], onError: () => {}, ...options });
}

const echo = handlerFor({
  say: ({ sentence }) => ({ sentence }),
  *introduce({ name }) {
    yield { sentence: name };
  },
});

type Handler = ReturnType<typeof handlerFor>;
const envelope = (text: string) => encodeEnvelopes({ flags: 0, payload: utf8.encode(text) });

function post(handler: Handler, method: string, headers: Record<string, string>, body: Uint8Array | string = "{}") {
  const bytes = typeof body === "string" ? utf8.encode(body) : body;
  return handler({ method: "POST", url: `${url}/${method}`, headers: new Headers(headers), body: bytes });
}

const bytesOf = ({ body }: SyncResponse) => concatBytes([...body]);
const textOf = (response: SyncResponse) => new TextDecoder().decode(bytesOf(response));

/** Returns the error in a Connect response of either form. */
function errorOf(response: SyncResponse): { code: string; message: string } {
  const isStream = response.headers.get("content-type")?.startsWith("application/connect+");
  const text = textOf(response);
  return isStream ? JSON.parse(text.slice(5)).error : JSON.parse(text);
}

describe("a synchronous handler", () => {
  it("accepts a path instead of a URL, on the host that the request names", () => {
    let context: RequestContext | undefined;
    const handler = handlerFor({
      say(_request, ctx) {
        context = ctx as RequestContext;
        return {};
      },
    });
    const request = { method: "POST", url: "/demo.v1.DemoService/Say" };
    handler({ ...request, headers: new Headers(json) });
    expect(context?.url).toBe("http://localhost/demo.v1.DemoService/Say");
    handler(
      { ...request, headers: new Headers({ ...json, host: "example.com:8080" }) },
      { clientAddress: "10.0.0.1:5" },
    );
    expect([context?.serverAddress, context?.clientAddress]).toEqual(["example.com:8080", "10.0.0.1:5"]);
    const odd = handler({ ...request, headers: new Headers({ ...json, host: "[" }) });
    expect(odd.status).toBe(200);
    for (const host of [
      "x/demo.v1.DemoService/Say?",
      "x/demo.v1.DemoService/Say#",
      "x\\demo.v1.DemoService\\Say?",
      "",
    ]) {
      const elsewhere = handler({ ...request, url: "/health", headers: new Headers({ ...json, host }) });
      expect(elsewhere.status).toBe(404);
    }
    const disguised = handler({ ...request, url: `//evil.com${request.url}`, headers: new Headers(json) });
    expect(disguised.status).toBe(404);
  });

  it("responds with 400 to an invalid URL", () => {
    const response = echo({ method: "POST", url: "http://[", headers: new Headers(json) });
    expect([response.status, errorOf(response).code]).toEqual([400, "invalid_argument"]);
  });

  it("knows which paths it serves, below its base path", () => {
    const handler = handlerFor({ say: () => ({}) }, { basePath: "/api/" });
    expect(handler.handles("/api/demo.v1.DemoService/Say")).toBe(true);
    expect(handler.handles("/demo.v1.DemoService/Say")).toBe(false);
    expect(handler.handles("/api/demo.v1.DemoService/Introduce")).toBe(false);
  });

  it("serves single endpoints, with complete messages", () => {
    const large = EndpointSync.unary(methodInfo(DemoService.method.large), ({ sizeBytes }) =>
      create(LargeResponseSchema, { payload: new Uint8Array(sizeBytes) }),
    );
    const response = post(createSyncHandler({ services: [[large]] }), "Large", json, '{"sizeBytes":3}');
    expect(JSON.parse(textOf(response))).toEqual({ payload: "AAAA" });
  });

  it("calls the methods of an instance as methods", () => {
    class Greeter {
      readonly greeting = "Hello";
      say() {
        return { sentence: this.greeting };
      }
    }
    expect(textOf(post(handlerFor(new Greeter()), "Say", json))).toContain("Hello");
  });
});

describe("a synchronous handler, for requests it does not serve, responds as the asynchronous one does", () => {
  const fetchHandler = createFetchHandler({
    services: [service(DemoService, { say: ({ sentence }) => ({ sentence }), async *introduce() {} })],
  });
  const grpc = { "content-type": "application/grpc" };

  it.each<[string, string, string, Record<string, string>, number]>([
    ["an unknown path", "POST", "Nothing", json, 404],
    ["a method without a function", "POST", "Echo", json, 404],
    ["PUT", "PUT", "Say", json, 405],
    ["a GET for a stream", "GET", "Introduce", {}, 405],
    ["a GET without a codec", "GET", "Say?message={}", {}, 415],
    ["text", "POST", "Say", { "content-type": "text/plain" }, 415],
    ["a streaming type for a unary method", "POST", "Say", streamJson, 415],
    ["a unary type for a stream", "POST", "Introduce", json, 415],
    ["gRPC", "POST", "Say", grpc, 415],
    ["gRPC for a stream", "POST", "Introduce", grpc, 415],
  ])("%s", async (_, method, path, headers, status) => {
    const request = { method, url: `${url}/${path}`, headers: new Headers(headers) };
    const response = echo(request);
    expect(response.status).toBe(status);
    const expected = await fetchHandler(request.url, { method, headers });
    expect(response.status).toBe(expected.status);
    expect(Object.fromEntries(response.headers)).toEqual(Object.fromEntries(expected.headers));
    expect(textOf(response)).toBe(await expected.text());
  });
});

describe.each([
  ["unary", "Say", json, "content-encoding"],
  ["streaming", "Introduce", streamJson, "connect-content-encoding"],
])("a synchronous handler, given a bad %s request", (kind, method, type, encodingHeader) => {
  const body = (text: string) => (kind === "unary" ? utf8.encode(text) : envelope(text));

  it.each<[string, Record<string, string>, string, string, RegExp]>([
    ["a wrong protocol version", { "connect-protocol-version": "2" }, "{}", "invalid_argument", /Version is "2"/],
    ["a malformed timeout", { "connect-timeout-ms": "soon" }, "{}", "invalid_argument", /Timeout-Ms is "soon"/],
    ["a timeout that has passed", { "connect-timeout-ms": "0" }, "{}", "deadline_exceeded", /the deadline has passed/],
    ["an unknown compression", { [encodingHeader]: "lzma" }, "{}", "unimplemented", /"lzma".*knows gzip/],
    ["malformed JSON", {}, "{", "invalid_argument", /cannot decode demo\.v1\./],
  ])("rejects %s", (_, headers, text, code, message) => {
    const error = errorOf(post(echo, method, { ...type, ...headers }, body(text)));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it("rejects a message above readMaxBytes", () => {
    const small = handlerFor({ say: () => ({}), introduce: () => [] }, { readMaxBytes: 100 });
    const large = body(JSON.stringify({ sentence: "x".repeat(200) }));
    expect(errorOf(post(small, method, type, large))).toEqual({
      code: "resource_exhausted",
      message: "message is larger than configured max 100",
    });
  });

  it("compresses as offered, from compressMinBytes up", () => {
    const handler = handlerFor(
      { say: ({ sentence }) => ({ sentence }), introduce: ({ name }) => [{ sentence: name }] },
      { compressMinBytes: 100 },
    );
    const accept = kind === "unary" ? "accept-encoding" : "connect-accept-encoding";
    const text = "long ".repeat(100);
    const response = post(
      handler,
      method,
      { ...type, [accept]: "br, gzip" },
      body(`{"sentence":"${text}","name":"${text}"}`),
    );
    expect(response.headers.get(encodingHeader)).toBe("gzip");
    const [first = new Uint8Array(0)] = response.body;
    const inflated = gzip().decompressSync?.(kind === "unary" ? first : first.subarray(5), 1e6);
    expect(new TextDecoder().decode(inflated)).toContain(text);
  });
});

describe("a synchronous handler, for a stream request without exactly one message", () => {
  const message = envelope("{}");
  it.each<[string, Uint8Array | undefined, string]>([
    ["none", new Uint8Array(0), "unimplemented"],
    ["no body", undefined, "unimplemented"],
    ["two", Uint8Array.of(...message, ...message), "unimplemented"],
    ["half of one", message.subarray(0, 6), "invalid_argument"],
  ])("rejects %s", (_, body, code) => {
    const headers = new Headers(streamJson);
    expect(errorOf(echo({ method: "POST", url: `${url}/Introduce`, headers, body })).code).toBe(code);
  });
});

describe("a synchronous handler and its implementation", () => {
  it.each([
    ["", []],
    [", even with an interceptor that is notified of it", [{ onStartSync() {} }]],
  ])("hides exceptions from the client, and reports them to onError%s", (_, interceptors) => {
    const secret = new Error("password is hunter2");
    const onError = vi.fn();
    const handler = handlerFor(
      {
        say: () => {
          throw secret;
        },
        *introduce() {
          yield { sentence: "one" };
          throw secret;
        },
      },
      { onError, interceptors },
    );
    const plain = { code: "internal", message: "internal error" };
    expect(errorOf(post(handler, "Say", json))).toEqual(plain);
    const streamed = textOf(post(handler, "Introduce", streamJson, envelope("{}")));
    expect(streamed).toContain('"one"');
    expect(streamed).toContain(JSON.stringify(plain));
    expect(textOf(post(handler, "Say", webJson, envelope("{}")))).toMatch(
      /grpc-status: 13\r\ngrpc-message: internal error/,
    );
    expect(onError.mock.calls.map(([error]) => error)).toEqual([secret, secret, secret]);
  });

  it("reports a returned promise as the mistake that it is", () => {
    const onError = vi.fn();
    const implementation = {
      say: async () => ({ sentence: "late" }),
      introduce: async function* () {
        yield {};
      },
    } as unknown as ServiceImplementationSync<typeof DemoService>;
    const handler = handlerFor(implementation, { onError });
    expect(errorOf(post(handler, "Say", json)).code).toBe("internal");
    expect(errorOf(post(handler, "Introduce", streamJson, envelope("{}"))).code).toBe("internal");
    expect(onError.mock.calls.map(([error]) => String(error))).toEqual([
      expect.stringContaining("Say returned a promise"),
      expect.stringContaining("Introduce returned an async iterable"),
    ]);
  });

  it("checks the deadline around each message, and lets the generator clean up", () => {
    vi.useFakeTimers({ toFake: ["performance"] }); // the clock advances only during work
    onTestFinished(() => void vi.useRealTimers());
    const cleaned = vi.fn();
    const handler = handlerFor({
      say: () => {
        busy(30);
        return {};
      },
      *introduce(_request, ctx) {
        try {
          for (;;) {
            yield { sentence: `${ctx.timeoutMs} ms left` };
            busy(30);
          }
        } finally {
          cleaned();
        }
      },
    });
    const late = { code: "deadline_exceeded", message: "timed out after 20 ms" };
    const response = post(handler, "Say", { ...json, "connect-timeout-ms": "20" });
    expect([response.status, errorOf(response)]).toEqual([504, late]);
    const streamed = textOf(post(handler, "Introduce", { ...streamJson, "connect-timeout-ms": "20" }, envelope("{}")));
    expect(streamed).toContain('{"sentence":"20 ms left"}');
    expect(streamed).toContain(JSON.stringify(late));
    expect(cleaned).toHaveBeenCalledOnce();
    const grpc = { ...webJson, "grpc-timeout": "20m" };
    expect(textOf(post(handler, "Say", grpc, envelope("{}")))).toContain("grpc-status: 4");
  });

  it("closes the generator if the body is never read, although its first message is ready", () => {
    const left = vi.fn();
    const handler = handlerFor({
      *introduce(_request, ctx) {
        try {
          yield { sentence: "one" };
        } finally {
          left(ctx.signal.reason?.code);
        }
      },
    });
    const { body } = post(handler, "Introduce", streamJson, envelope("{}"));
    body[Symbol.iterator]().return?.();
    expect(left).toHaveBeenCalledExactlyOnceWith(Code.Canceled);
    expect([...body]).toEqual([]);
  });

  it("sends the headers set before the first message, and errors with their metadata", () => {
    const handler = handlerFor({
      say(_request, ctx) {
        ctx.responseHeaders.set("x-before", "1");
        ctx.responseTrailers.set("x-after", "2");
        throw new ConnectError(Code.NotFound, "no hat", { metadata: { "x-why": "lost" } });
      },
      *introduce(_request, ctx) {
        ctx.responseHeaders.set("x-before", "1");
        yield {};
        ctx.responseTrailers.set("x-after", "2");
      },
    });
    const { status, headers } = post(handler, "Say", json);
    expect(status).toBe(404);
    expect(Object.fromEntries(headers)).toMatchObject({ "x-before": "1", "trailer-x-after": "2", "x-why": "lost" });
    const stream = post(handler, "Introduce", streamJson, envelope("{}"));
    expect(stream.headers.get("x-before")).toBe("1");
    expect(textOf(stream)).toContain('{"metadata":{"x-after":["2"]}}');
  });

  it("runs its interceptors, the first outermost", () => {
    const order: string[] = [];
    const named = (name: string) => ({
      onStartSync: () => void order.push(`${name} in`),
      onEndSync: () => void order.push(`${name} out`),
    });
    const handler = handlerFor({ say: () => ({}) }, { interceptors: [named("a"), named("b")] });
    post(handler, "Say", json);
    expect(order).toEqual(["a in", "b in", "b out", "a out"]);
  });

  it("responds to a GET if there are no side effects", () => {
    const get = (query: string) => echo({ method: "GET", url: `${url}/Say?${query}`, headers: new Headers() });
    expect(textOf(get("connect=v1&encoding=json&message=%7B%22sentence%22%3A%22hi%22%7D"))).toBe('{"sentence":"hi"}');
    expect(get("connect=v1&base64=1&encoding=proto&message=CgJoaQ").status).toBe(200);
    expect(errorOf(get("connect=v2&encoding=json&message={}")).message).toContain('"v2", expected v1');
    expect(errorOf(get("connect=v1&encoding=proto&base64=1&message=%")).message).toContain("not base64");
  });
});

/** What else could make a synchronous implementation slow? */
function busy(ms: number): void {
  vi.advanceTimersByTime(ms);
}
