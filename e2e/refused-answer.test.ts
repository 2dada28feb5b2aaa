/** Responses outside the protocol: how a client reports them, and that it never waits for their end. */
import { Code, type ConnectError, createClient, createConnectTransport, createGrpcWebTransport } from "farcall";
import { createSyncClient, createSyncTransport } from "farcall/sync";
import { describe, expect, inject, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { arrivedFetch } from "./servers/arrived-fetch.ts";
import { collect } from "./servers/collect.ts";
import { frame, grpcWebEnd, sentence } from "./servers/frames.ts";
import { base64, type Script, scriptUrl, seen } from "./servers/script.ts";

const { scripted } = inject("addresses");
const utf8 = (text: string) => new TextEncoder().encode(text);

const transports = { Connect: createConnectTransport, "gRPC-Web": createGrpcWebTransport };
const methods = ["say", "introduce", "summarize"] as const;
type Method = (typeof methods)[number];

async function* nothing() {}

async function failureOf(name: keyof typeof transports, method: Method, baseUrl: string, options: object = {}) {
  const client = createClient(DemoService, transports[name]({ baseUrl, ...options }));
  const calls = {
    say: () => client.say({}),
    introduce: () => collect(client.introduce({})),
    summarize: () => client.summarize(nothing()),
  };
  const error: ConnectError = await calls[method]().then(
    () => expect.unreachable("the call went well"),
    (reason) => reason,
  );
  expect(error).toHaveProperty("name", "ConnectError");
  return error;
}

function syncFailureOf(name: keyof typeof transports, method: Method, script: Script, pieces: Iterable<Uint8Array>) {
  const protocol = name === "Connect" ? "connect" : "grpc-web";
  const send = () => ({ status: script.status ?? 200, headers: new Headers(script.headers), body: pieces });
  const client = createSyncClient(DemoService, createSyncTransport({ baseUrl: "http://localhost", protocol, send }));
  const calls = {
    say: () => client.say({}),
    introduce: () => [...client.introduce({})],
    summarize: () => client.summarize([]),
  };
  try {
    calls[method]();
  } catch (error) {
    return error as ConnectError;
  }
  return expect.unreachable("the call went well");
}

const answer = (status: number, type: string | undefined, body: string | Uint8Array, more: Script = {}): Script => ({
  status,
  headers: type === undefined ? {} : { "content-type": type },
  chunks: [base64(typeof body === "string" ? utf8(body) : body)],
  ...more,
});

const everyWay = (["Connect", "gRPC-Web"] as const).flatMap((name) => methods.map((method) => [name, method] as const));

describe.each(everyWay)("over %s, a refused call of %s", (name, method) => {
  it.each<[string, Script, Code, RegExp]>([
    [
      "a proxy's text",
      answer(503, "text/plain", "upstream connect error or disconnect/reset before headers"),
      Code.Unavailable,
      /^HTTP 503 from http.*\(it says: upstream connect error or disconnect\/reset before headers\)$/,
    ],
    [
      "a mesh's text",
      answer(403, "text/plain", "RBAC: access denied"),
      Code.PermissionDenied,
      /: RBAC: access denied\)$/,
    ],
    [
      "a page, with its title and text",
      answer(
        502,
        "text/html",
        "<html><head><title>502 Bad Gateway</title><style>h1 { color: red }</style></head><body><h1>502 Bad\r\n Gateway</h1><script>track()</script>nginx &amp; co&#33; &constructor;</body></html>",
      ),
      Code.Unavailable,
      /\(it says: 502 Bad Gateway nginx & co! &constructor;\)$/,
    ],
    [
      "another page",
      answer(200, "text/html; charset=utf-8", "<title>Sign in</title><p>Your session has ended"),
      Code.Unknown,
      /^text\/html instead of .*\(it says: Sign in: Your session has ended\)$/,
    ],
    [
      "JSON of another kind",
      answer(401, "application/json", '{"detail":"not authenticated"}'),
      Code.Unauthenticated,
      /^HTTP 401 from http.*\(it says: {"detail":"not authenticated"}\)$/,
    ],
    [
      "problem details in JSON",
      answer(429, "application/problem+json", '{"title":"slow down"}'),
      Code.Unavailable,
      /\(it says: {"title":"slow down"}\)$/,
    ],
    [
      "XML",
      answer(403, "application/xml", "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"),
      Code.PermissionDenied,
      /\(it says: AccessDenied\)$/,
    ],
    [
      "a text in another charset",
      answer(503, "text/plain; charset=iso-8859-1", Uint8Array.of(99, 97, 102, 0xe9)),
      Code.Unavailable,
      /\(it says: café\)$/,
    ],
    [
      "a text in an unknown charset",
      answer(503, 'text/plain; charset="x-none"', "oops"),
      Code.Unavailable,
      /\(it says: oops\)$/,
    ],
    [
      "control and bidi characters",
      answer(503, "text/plain", "a\0b\x1b[31m\r\n\tc \u202ed"),
      Code.Unavailable,
      /\(it says: ab\[31m c d\)$/,
    ],
    ["only spaces", answer(503, "text/plain", " \r\n "), Code.Unavailable, /^HTTP 503 from \S+$/],
    ["an image", answer(503, "image/png", "PNG"), Code.Unavailable, /^HTTP 503 from \S+$/],
    ["no type", answer(503, undefined, "oops"), Code.Unavailable, /^HTTP 503 from \S+$/],
  ])("quotes %s", async (_, script, code, message) => {
    const inTime = await failureOf(name, method, scriptUrl(scripted, script), { fetch: arrivedFetch });
    const pieces = [Uint8Array.from(atob(script.chunks?.[0] ?? ""), (character) => character.charCodeAt(0))];
    for (const error of [inTime, syncFailureOf(name, method, script, pieces)]) {
      expect(error.code).toBe(code);
      expect(error.rawMessage).toMatch(message);
      expect(error.metadata.get("content-type")).toBe(script.headers?.["content-type"] ?? null);
    }
  });

  it("quotes the beginning of a long text, keeps 2 KiB of it as the cause, and splits no character", async () => {
    const text = `${"用".repeat(300)}${"👋".repeat(10_000)}`;
    const fetch = async () => new Response(text, { status: 503, headers: { "content-type": "text/plain" } });
    const error = await failureOf(name, method, "http://localhost", { fetch });
    expect(error.rawMessage).toMatch(/\(it says: 用{200} …\)$/);
    const cause = error.cause as Error;
    expect(cause).toBeInstanceOf(Error);
    expect(text.startsWith(cause.message)).toBe(true);
    expect(utf8(cause.message).byteLength).toBeGreaterThan(2_040);
    expect(utf8(cause.message).byteLength).toBeLessThanOrEqual(2_048);
  });

  it("quotes a body that never ends, and cancels it", async () => {
    const id = crypto.randomUUID();
    const script = answer(503, "text/plain", "overloaded", { after: "hang", id });
    const error = await failureOf(name, method, scriptUrl(scripted, script), { fetch: arrivedFetch });
    expect(error.rawMessage).toMatch(/\(it says: overloaded\)$/);
    await expect.poll(() => seen(scripted, id)).toMatchObject({ requests: 1, aborted: 1 });
  });

  it("does not wait for a body that never starts, nor for the end of one that never stops", async () => {
    const silent = await failureOf(name, method, scriptUrl(scripted, { status: 503, after: "hang" }));
    expect(silent).toMatchObject({ code: Code.Unavailable, rawMessage: expect.stringMatching(/^HTTP 503 from \S+$/) });
    const fetch = async () => {
      const body = new ReadableStream({ pull: (controller) => controller.enqueue(utf8("on and on ")) });
      return new Response(body, { status: 503, headers: { "content-type": "text/plain" } });
    };
    const endless = await failureOf(name, method, "http://localhost", { fetch });
    expect(endless.rawMessage).toMatch(/\(it says: on and on .*…\)$/);
  });

  it("ends with its deadline, if that comes before the text", async () => {
    const script = answer(503, "text/plain", "overloaded", { after: "hang" });
    const error = await failureOf(name, method, scriptUrl(scripted, script), { timeoutMs: 250 });
    expect(error.code).toBe(Code.DeadlineExceeded);
  });

  it("says why it was refused, even if the body breaks off", async () => {
    const fetch = async () => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(utf8("over"));
          setTimeout(() => controller.error(new TypeError("reset")), 10);
        },
      });
      return new Response(body, { status: 503, headers: { "content-type": "text/plain" } });
    };
    const error = await failureOf(name, method, "http://localhost", { fetch });
    expect(error).toMatchObject({ code: Code.Unavailable, rawMessage: expect.stringMatching(/\(it says: over\)$/) });
  });

  it("quotes the text also if fetch has no streams", async () => {
    const whole = utf8("overloaded").buffer;
    const headers = new Headers({ "content-type": "text/plain" });
    const fetch = async () => ({ status: 503, headers, arrayBuffer: async () => whole }) as Response;
    expect((await failureOf(name, method, "http://localhost", { fetch })).rawMessage).toMatch(
      /\(it says: overloaded\)$/,
    );
    const nothing = async () => ({ status: 503, headers }) as Response;
    expect((await failureOf(name, method, "http://localhost", { fetch: nothing })).code).toBe(Code.Unavailable);
  });

  it.each([301, 302, 303, 307, 308])("reports HTTP %i as a redirect, with its target", async (status) => {
    const headers = { location: "https://login.example.com/?next=/" };
    const fetch = async () => new Response(null, { status, headers });
    const error = await failureOf(name, method, "http://localhost", { fetch });
    expect(error.code).toBe(Code.Unknown);
    expect(error.rawMessage).toMatch(
      /^a redirect to https:\/\/login.example.com\/\?next=\/ \(has the session ended\?\) from http:\/\/localhost\//,
    );
    expect(syncFailureOf(name, method, { status, headers }, [])).toMatchObject({ rawMessage: error.rawMessage });
  });

  it("reports a redirect that the browser hides", async () => {
    const url = scriptUrl(scripted, { status: 302, headers: { location: "/login" } });
    const error = await failureOf(name, method, url, { fetchOptions: { redirect: "manual" } });
    expect(error.code).toBe(Code.Unknown);
    expect(error.rawMessage).toMatch(/^a redirect to (somewhere|\/login) \(has the session ended\?\) from http/);
  });

  it("suggests HTTP/2 for HTTP 505 on a stream, and only then", async () => {
    const error = await failureOf(name, method, scriptUrl(scripted, { status: 505 }));
    expect(error.code).toBe(Code.Unknown);
    expect(error.rawMessage).toMatch(
      method === "say" ? /^HTTP 505 from/ : /^HTTP 505 \(.*HTTP\/2 for this stream\) from/,
    );
  });
});

describe("a unary call of Connect that is refused", () => {
  const headers = { "content-type": "application/json" };
  const json = utf8('{"code":"not_found","message":"gone"}');

  it.each<[string, object, Record<string, string>, Uint8Array<ArrayBuffer> | undefined]>([
    ["breaks off", {}, headers, undefined],
    ["is truncated", {}, headers, json.subarray(0, 20)],
    ["is larger than readMaxBytes", { readMaxBytes: 10 }, headers, json],
    ["has an unknown compression", {}, { ...headers, "content-encoding": "snappy" }, json],
  ])("uses the HTTP status if the JSON of its error %s", async (_, options, sent, bytes) => {
    const broken = () =>
      new ReadableStream({
        start: (controller) => controller.enqueue(json.subarray(0, 9)),
        pull: (controller) => controller.error(new TypeError("reset")),
      });
    const fetch = async () => new Response(bytes ?? broken(), { status: 401, headers: sent });
    const error = await failureOf("Connect", "say", "http://localhost", { fetch, ...options });
    expect(error).toMatchObject({ code: Code.Unauthenticated, rawMessage: expect.stringMatching(/^HTTP 401 from/) });
  });

  it("ends with its deadline, if that comes before the JSON of its error", async () => {
    const script: Script = { status: 401, headers, chunks: [base64(json.subarray(0, 9))], after: "hang" };
    const error = await failureOf("Connect", "say", scriptUrl(scripted, script), { timeoutMs: 200 });
    expect(error.code).toBe(Code.DeadlineExceeded);
  });
});

describe.each(["introduce", "summarize"] as const)("a stream of Connect that is refused (%s)", (method) => {
  const json = (body: unknown, status = 422): Script => answer(status, "application/json", JSON.stringify(body));

  it("reads the JSON error of a unary call, even if the HTTP status differs", async () => {
    const details = [{ type: "acme.v1.Hat", value: "CAE" }];
    const script = json({ code: "out_of_range", message: "用户", details });
    const inTime = await failureOf("Connect", method, scriptUrl(scripted, script), { fetch: arrivedFetch });
    const pieces = [utf8(JSON.stringify({ code: "out_of_range", message: "用户", details }))];
    for (const error of [inTime, syncFailureOf("Connect", method, script, pieces)]) {
      expect(error).toMatchObject({
        code: Code.OutOfRange,
        rawMessage: "用户",
        details: [{ type: "acme.v1.Hat", value: Uint8Array.of(8, 1) }],
      });
    }
  });

  it.each([[null], [[]], [{}], [{ code: 5 }], ["not_found"]])("uses the HTTP status for %j", async (body) => {
    const error = await failureOf("Connect", method, scriptUrl(scripted, json(body, 401)));
    expect(error).toMatchObject({ code: Code.Unauthenticated, rawMessage: expect.stringMatching(/^HTTP 401 from/) });
  });

  it("uses the HTTP status for such JSON with another content type", async () => {
    const script = answer(401, "text/plain", '{"code":"not_found","message":"oops"}');
    expect((await failureOf("Connect", method, scriptUrl(scripted, script))).code).toBe(Code.Unauthenticated);
  });
});

describe.each(methods)("a gRPC-Web call whose headers have the outcome (%s)", (method) => {
  const type = "application/grpc-web+proto";
  const headers = { "content-type": type, "grpc-status": "7", "grpc-message": "%E7%94%A8" };
  const denied = { code: Code.PermissionDenied, rawMessage: "用" };

  it("ends with it, even if the body stays open", async () => {
    const id = crypto.randomUUID();
    const error = await failureOf("gRPC-Web", method, scriptUrl(scripted, { headers, after: "hang", id }));
    expect(error).toMatchObject(denied);
    expect([...error.metadata.keys()]).not.toContain("grpc-status");
    await expect.poll(() => seen(scripted, id)).toMatchObject({ aborted: 1 });
  });

  it("ends with it, even if the connection breaks in the body", async () => {
    const fetch = async () => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(frame(0, sentence("one")).subarray(0, 7));
          setTimeout(() => controller.error(new TypeError("reset")), 10);
        },
      });
      return new Response(body, { headers });
    };
    expect(await failureOf("gRPC-Web", method, "http://localhost", { fetch })).toMatchObject(denied);
    expect(await failureOf("gRPC-Web", method, "http://localhost", { fetch, readMaxBytes: 100 })).toMatchObject(denied);
    const pieces = (function* () {
      yield frame(0, sentence("one")).subarray(0, 7);
      throw new TypeError("reset");
    })();
    expect(syncFailureOf("gRPC-Web", method, { headers }, pieces)).toMatchObject(denied);
  });

  it("ends with it, even if the HTTP status and the content type are not those of gRPC", async () => {
    for (const status of [204, 400, 500]) {
      const script: Script = { status, headers: { ...headers, "content-type": "text/html" } };
      expect(await failureOf("gRPC-Web", method, scriptUrl(scripted, script))).toMatchObject(denied);
    }
  });

  it("ends with the status in the last frame, if there is one", async () => {
    const fetch = async () => {
      const body = new ReadableStream({
        start: (controller) =>
          void setTimeout(() => {
            controller.enqueue(grpcWebEnd("grpc-status: 9\n"));
            controller.close();
          }),
      });
      return new Response(body, { headers });
    };
    const error = await failureOf("gRPC-Web", method, "http://localhost", { fetch });
    expect(error).toMatchObject({ code: Code.FailedPrecondition, rawMessage: "" });
  });

  it("keeps text that is not percent-encoded", async () => {
    const bytes = String.fromCharCode(...utf8("用户"));
    const fetch = async () => new Response(null, { headers: { ...headers, "grpc-message": "caf\xe9", note: bytes } });
    const error = await failureOf("gRPC-Web", method, "http://localhost", { fetch });
    expect(error.rawMessage).toBe("café");
    expect(error.metadata.get("note")).toBe("用户");
    const sent = scriptUrl(scripted, { headers: { ...headers, "grpc-message": "é" } });
    expect((await failureOf("gRPC-Web", method, sent)).rawMessage).toBe("é");
    const frames = {
      headers: { "content-type": type },
      chunks: [base64(grpcWebEnd("grpc-status:5\r\nnote:用户\r\ngrpc-message: 用户不存在"))],
    };
    const inFrame = await failureOf("gRPC-Web", method, scriptUrl(scripted, frames));
    expect(inFrame).toMatchObject({ code: Code.NotFound, rawMessage: "用户不存在" });
    expect(inFrame.metadata.getAll("note")).toEqual(["用户"]);
  });

  it("reads the last frame of a server that announces an unknown compression and does not use it", async () => {
    const script = (end: Uint8Array): Script => ({
      headers: { "content-type": type, "grpc-encoding": "snappy" },
      chunks: [base64(end)],
    });
    const error = await failureOf("gRPC-Web", method, scriptUrl(scripted, script(grpcWebEnd("grpc-status: 5"))));
    expect(error.code).toBe(Code.NotFound);
    for (const use of [frame(0x81, "grpc-status: 5"), frame(1, "x"), frame(1)]) {
      const used = await failureOf("gRPC-Web", method, scriptUrl(scripted, script(use)));
      expect(used).toMatchObject({
        code: Code.Internal,
        rawMessage: expect.stringContaining("compressed with snappy"),
      });
    }
  });
});
