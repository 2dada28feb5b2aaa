import { describe, expect, it, vi } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../client/client.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import { createGrpcWebTransport } from "../client/grpc-web-transport.ts";
import { protoJson } from "../codec/proto-json.ts";
import { gzip } from "../compression/gzip.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { encodeEnvelopes } from "../wire/envelope.ts";
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

/** The error in a response of either form of Connect. */
async function errorOf(response: Response): Promise<{ code: string; message: string }> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isStream = response.headers.get("content-type")?.startsWith("application/connect+");
  const value = JSON.parse(new TextDecoder().decode(isStream ? bytes.subarray(5) : bytes));
  return isStream ? value.error : value;
}

describe("a fetch handler, asked for what it does not serve", () => {
  it("answers 404 to an unknown path, in words a Connect client understands", async () => {
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
  ])("answers 405 to another HTTP method for %s than it takes: %s", async (method, httpMethod, allowed) => {
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
  ])("answers 415 to %s for %s, and says what it takes", async (type, method) => {
    const response = await post(method, { "content-type": type });
    expect(response.status).toBe(415);
    expect(response.headers.get("accept-post")).toContain("application/grpc-web+proto");
    expect((await response.text()).includes("gRPC needs HTTP trailers")).toBe(type === "application/grpc");
  });

  it("takes parameters and capitals in a content type", async () => {
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
    ["a timeout that has passed", { "connect-timeout-ms": "0" }, "{}", "deadline_exceeded", /timed out/],
    ["an unknown compression", { [encodingHeader]: "lzma" }, "{}", "unimplemented", /"lzma".*knows gzip/],
    ["malformed JSON", {}, "{", "invalid_argument", /cannot decode demo\.v1\./],
    ["a field of another type", {}, '{"sentence":5,"name":5}', "invalid_argument", /sentence|name/],
  ])("refuses %s", async (_, headers, text, code, message) => {
    const error = await errorOf(await post(method, { ...type, ...headers }, body(text)));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it("refuses a message above readMaxBytes", async () => {
    const small = handlerFor({ say: () => ({}), introduce: async function* () {} }, { readMaxBytes: 100 });
    const request = { method: "POST", headers: type, body: body(JSON.stringify({ sentence: "x".repeat(200) })) };
    expect(await errorOf(await small(`${url}/${method}`, request))).toEqual({
      code: "resource_exhausted",
      message: "message is larger than configured max 100",
    });
  });
});

describe("a fetch handler and a stream request that is no single message", () => {
  const message = encodeEnvelopes({ flags: 0, payload: new TextEncoder().encode("{}") });
  it.each<[string, Uint8Array, string]>([
    ["none", new Uint8Array(0), "unimplemented"],
    ["two", Uint8Array.of(...message, ...message), "unimplemented"],
    ["half of one", message.subarray(0, 6), "invalid_argument"],
  ])("refuses %s", async (_, bytes, code) => {
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

  it("answers like any other server", async () => {
    const client = clientOf({ say: ({ sentence }) => ({ sentence: sentence.toUpperCase() }) });
    expect((await client.say({ sentence: "hi" })).sentence).toBe("HI");
  });

  it("answers unimplemented for a method without a function", async () => {
    await expect(clientOf({}).say({})).rejects.toMatchObject({ code: Code.Unimplemented });
  });

  it("tells the client nothing of an exception, and onError everything", async () => {
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

  it("sends a ConnectError as it is, with its metadata", async () => {
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
    // The client's own timer is kept out of it: the header is all that is sent.
    const handler = handlerFor({
      say: (_request, ctx) =>
        new Promise(() => {
          ctx.signal.addEventListener("abort", () => aborted(ctx.signal.reason.code));
        }),
    });
    const headers = { "content-type": "application/json", "connect-timeout-ms": "20" };
    const response = await handler(`${url}/Say`, { method: "POST", headers, body: "{}" });
    expect(response.status).toBe(504);
    expect((await errorOf(response)).code).toBe("deadline_exceeded");
    expect(aborted).toHaveBeenCalledWith(Code.DeadlineExceeded);
  });

  it("aborts the signal and leaves the generator when the client leaves", async () => {
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

  it("makes messages only as fast as they are read", async () => {
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

  it("runs its own interceptors, the first outermost", async () => {
    const order: string[] = [];
    const named = (name: string) => ({
      onStart: () => void order.push(`${name} in`),
      onEnd: () => void order.push(`${name} out`),
    });
    await clientOf({ say: () => ({}) }, { interceptors: [named("a"), named("b")] }).say({});
    expect(order).toEqual(["a in", "b in", "b out", "a out"]);
  });
});

describe("a fetch handler, asked with GET for a method without side effects", () => {
  const get = (query: string) => echo(`${url}/Say?${query}`);

  it.each([
    ["binary", {}],
    ["JSON", { codec: protoJson() }],
    ["compressed", { sendCompression: gzip(), compressMinBytes: 0 }],
  ])("answers the client's own requests: %s", async (_, options) => {
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

  it("takes base64 with padding and without, and a version or none", async () => {
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
    ["connect=v1&encoding=json", 400, "the URL of a GET has its message in the parameter message"],
    ["connect=v1&encoding=proto&base64=1&message=%", 400, "the parameter message is not base64"],
    ["connect=v1&encoding=json&message=nonsense", 400, "cannot decode demo.v1.SayRequest as json"],
    ["connect=v1&encoding=json&compression=lz4&message={}", 501, 'unknown compression "lz4"'],
  ])("refuses %s", async (query, status, message) => {
    const response = await get(query);
    expect(response.status).toBe(status);
    expect((await errorOf(response)).message).toContain(message);
  });

  it.each(["connect=v1&encoding=xml&message={}", "message={}"])("answers 415 to %s", async (query) => {
    const response = await get(query);
    expect([response.status, await response.text()]).toEqual([
      415,
      "The parameter encoding names one of proto, json.\n",
    ]);
  });

  it("holds the message in the URL to readMaxBytes", async () => {
    const handler = handlerFor({ say: () => ({}) }, { readMaxBytes: 10 });
    const response = await handler(`${url}/Say?encoding=json&message=${encodeURIComponent('{"sentence":"hello"}')}`);
    expect(await errorOf(response)).toMatchObject({ code: "resource_exhausted" });
  });
});
