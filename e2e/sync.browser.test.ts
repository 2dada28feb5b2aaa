import { Code } from "farcall";
import { createSyncClient, createSyncTransport } from "farcall/sync";
import { afterAll, describe, expect, inject, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { chunks, connectEnd, frame, grpcWebEnd, sentence } from "./servers/frames.ts";
import { type Script, scriptUrl, seen } from "./servers/script.ts";
import { startWorker } from "./sync/ask-worker.ts";
import type { ServerOptions } from "./sync/question.ts";

const { demo, connectNodeHttp1, connectNodeHttp2, stockCors, scripted } = inject("addresses");
const { ask, stop } = startWorker();
afterAll(stop);

const servers = {
  "Farcall's own server": demo,
  "connect-node over HTTP/1.1": connectNodeHttp1,
  "connect-node over HTTP/2 with TLS": connectNodeHttp2,
};
const protocols = ["connect", "grpc-web"] as const;
const codecs = ["binary", "JSON"] as const;
const newId = () => crypto.randomUUID();

/** What the tests need to write the responses of each protocol by hand. */
const forms = {
  connect: {
    streamType: "application/connect+proto",
    unary: (text: string): Script => ({
      headers: { "content-type": "application/proto" },
      chunks: chunks(sentence(text)),
    }),
    end: connectEnd,
  },
  "grpc-web": {
    streamType: "application/grpc-web+proto",
    unary: (text: string): Script => ({
      headers: { "content-type": "application/grpc-web+proto" },
      chunks: chunks(frame(0, sentence(text)), grpcWebEnd()),
    }),
    end: grpcWebEnd,
  },
};

for (const [name, baseUrl] of Object.entries(servers)) {
  for (const protocol of protocols) {
    for (const codec of codecs) {
      describe(`a synchronous client in a worker: ${name}, ${protocol}, ${codec}`, () => {
        const server: ServerOptions = { baseUrl, protocol, codec };

        it("answers a unary call", async () => {
          const { messages, events } = await ask({ server, method: "say", request: { sentence: "héllo 👋" } });
          expect(messages[0]?.sentence).toMatch(/: héllo 👋$/);
          expect(events).toEqual(["header", "trailer"]);
        });

        it("sends and receives gzip", async () => {
          const compressed: ServerOptions = { ...server, accept: ["gzip"], send: "gzip", compressMinBytes: 0 };
          const text = "hello ".repeat(10_000);
          const { messages } = await ask({ server: compressed, method: "say", request: { sentence: text } });
          expect(messages[0]?.sentence).toContain(text);
          const large = await ask({ server: compressed, method: "large", request: { sizeBytes: 1 << 20 } });
          expect(large.messages[0]?.payload.byteLength).toBe(1 << 20);
          expect(large.messages[0]?.payload[1000]).toBe(1000 % 251);
        });

        it("streams messages, headers and trailers", async () => {
          const { messages, headers, trailers } = await ask({ server, method: "introduce", request: { name: "Ada" } });
          expect(messages[0]?.sentence).toContain("Hello Ada");
          expect(headers["demo-sentences"]).toBe(String(messages.length));
          expect(trailers["demo-mood"]).toBe("cheerful");
        });

        it("streams 5,000 messages in order", async () => {
          const { messages } = await ask({ server, method: "tick", request: { count: 5_000n } });
          expect(messages.map(({ index }) => index)).toEqual(
            Array.from({ length: 5_000 }, (_, index) => BigInt(index)),
          );
        });

        it("sends many messages and gets one", async () => {
          const request = [{ sentence: "one two" }, { sentence: "three" }];
          const { messages } = await ask({ server, method: "summarize", request });
          expect(messages).toMatchObject([{ sentences: 2, words: 3 }]);
          const none = await ask({ server, method: "summarize", request: [] });
          expect(none.messages).toMatchObject([{ sentences: 0, words: 0 }]);
        });

        it("sends many messages and gets many, half duplex", async () => {
          const request = [{ sentence: "one" }, { sentence: "two" }];
          const { messages, error } = await ask({ server, method: "converse", request });
          if (baseUrl === connectNodeHttp1) {
            expect(error?.rawMessage).toContain("HTTP 505"); // it accepts them only over HTTP/2
          } else {
            expect(messages.map(({ sentence }) => sentence)).toEqual([
              expect.stringContaining("one"),
              expect.stringContaining("two"),
            ]);
          }
        });

        it("fails with code, message, details and metadata", async () => {
          const request = { code: 9, message: "nö %\n👋", reasons: ["a", "b"] };
          const { error } = await ask({ server, method: "fail", request });
          expect(error).toMatchObject({
            name: "ConnectError",
            code: "failed_precondition",
            rawMessage: "nö %\n👋",
            method: "demo.v1.DemoService/Fail",
            details: ["demo.v1.FailureReason", "demo.v1.FailureReason"],
            metadata: { "demo-failure": expect.any(String) },
          });
        });

        it("delivers the messages that come before an error", async () => {
          const request = { after: 3, failure: { code: 15, message: "lost" } };
          const { messages, error } = await ask({ server, method: "failLater", request });
          expect(error).toMatchObject({ code: "data_loss", rawMessage: "lost" });
          expect(messages.map(({ index }) => index)).toEqual([0, 1, 2]);
        });

        it("carries request headers, response headers and trailers", async () => {
          const { messages, headers, trailers } = await ask({
            server,
            method: "echo",
            request: { headers: { "x-back": "1" }, trailers: { "x-last": "2" } },
            options: { headers: { "x-there": "0" } },
          });
          expect(messages[0]?.received["x-there"]).toBe("0");
          expect(headers).toMatchObject({ "x-back": "1" });
          expect(headers).not.toHaveProperty("trailer-x-last");
          expect(trailers).toMatchObject({ "x-last": "2" });
        });
      });
    }
  }
}

describe.each(protocols)("a synchronous client in a worker, over %s", (protocol) => {
  const { streamType, unary, end } = forms[protocol];
  const scriptedServer = (script: Script, more: Partial<ServerOptions> = {}): ServerOptions => ({
    baseUrl: scriptUrl(scripted, script),
    protocol,
    ...more,
  });
  const streaming = (pieces: Uint8Array[], more: Script = {}): Script => ({
    headers: { "content-type": streamType },
    chunks: chunks(...pieces),
    ...more,
  });

  it.each(["gzip", "br", "zstd"] as const)("receives a stream that is compressed with %s", async (name) => {
    const { gzip } = await import("farcall");
    const { brotli } = await import("farcall/compression/brotli");
    const { zstd } = await import("farcall/compression/zstd");
    const compression = { gzip, br: brotli, zstd }[name]();
    const text = "one ".repeat(30); // a script's sentence has less than 128 characters
    const header = protocol === "connect" ? "connect-content-encoding" : "grpc-encoding";
    const script: Script = {
      headers: { "content-type": streamType, [header]: name },
      chunks: chunks(frame(1, await compression.compress(sentence(text))), frame(0, sentence("two")), end()),
    };
    const { messages } = await ask({
      server: scriptedServer(script, { accept: [name] }),
      method: "introduce",
      request: {},
    });
    expect(messages).toMatchObject([{ sentence: text }, { sentence: "two" }]);
  });

  it("calls a timeout deadline_exceeded, and not before it is due", async () => {
    // By our own clock: this server ignores timeouts.
    for (const [method, script] of [
      ["say", { ...unary("late"), after: "hang" }],
      ["introduce", streaming([frame(0, sentence("one"))], { after: "hang" })],
    ] as const) {
      const server = scriptedServer(script, { timeoutMs: 300, interceptors: true });
      const { error, elapsedMs, log } = await ask({ server, method, request: {} });
      expect(error).toMatchObject({ code: "deadline_exceeded", rawMessage: "timed out after 300 ms" });
      expect(elapsedMs).toBeGreaterThanOrEqual(299);
      expect(log.at(-1)).toBe("end token deadline_exceeded");
    }
  });

  it("sends nothing if the deadline passes before the call", async () => {
    const id = newId();
    const server = scriptedServer({ ...unary("late"), id });
    for (const method of ["say", "introduce"] as const) {
      const { error } = await ask({ server, method, request: {}, options: { timeoutMs: -1 } });
      expect(error?.code).toBe("deadline_exceeded");
    }
    expect((await seen(scripted, id)).requests).toBe(0);
  });

  it("sends the timeout to the server as a whole number", async () => {
    const id = newId();
    await ask({
      server: scriptedServer({ ...unary("ok"), id }),
      method: "say",
      request: {},
      options: { timeoutMs: 60_000.5 },
    });
    const { headers } = await seen(scripted, id);
    expect(headers["connect-timeout-ms"] ?? headers["grpc-timeout"]).toMatch(/^\d{5}m?$/);
  });

  it("calls a network failure unavailable, says where, and keeps the cause", async () => {
    const server: ServerOptions = { baseUrl: "http://localhost:9", protocol };
    for (const [method, procedure] of [
      ["say", "Say"],
      ["introduce", "Introduce"],
    ] as const) {
      const { error } = await ask({ server, method, request: {} });
      expect(error).toMatchObject({
        code: "unavailable",
        method: `demo.v1.DemoService/${procedure}`,
        cause: "NetworkError",
        rawMessage: expect.stringContaining(`http://localhost:9/demo.v1.DemoService/${procedure}`),
      });
    }
  });

  it("calls a connection that breaks in the middle of the body unavailable", async () => {
    const server = scriptedServer(streaming([frame(0, sentence("one"))], { after: "destroy" }));
    const { error } = await ask({ server, method: "introduce", request: {} });
    expect(error?.code).toBe("unavailable");
  });

  it("names CORS and the headers when a server does not allow them", async () => {
    const server: ServerOptions = { baseUrl: stockCors, protocol };
    const { error } = await ask({ server, method: "say", request: {}, options: { headers: { "x-custom": "1" } } });
    expect(error).toMatchObject({ code: "unavailable", rawMessage: expect.stringMatching(/CORS.*x-custom/) });
    const plain = await ask({ server, method: "say", request: { sentence: "x".repeat(5_000) } });
    expect(plain.messages[0]?.sentence).toContain("xxx");
  });

  it.each<[string, Uint8Array[], Code]>([
    ["without its end frame", [frame(0, sentence("one"))], Code.Internal],
    ["with data after its end frame", [frame(0, sentence("one")), end(), frame(0, sentence("two"))], Code.Internal],
    [
      "that is truncated in an envelope",
      [frame(0, sentence("one")), frame(0, sentence("two")).slice(0, 7)],
      Code.Internal,
    ],
    [
      "with a compressed message that was not announced",
      [frame(0, sentence("one")), frame(1, "x"), end()],
      Code.Internal,
    ],
    [
      "that declares a message of 2 GiB",
      [frame(0, sentence("one")), Uint8Array.of(0, 0x80, 0, 0, 0)],
      Code.ResourceExhausted,
    ],
  ])("fails a stream %s, after the messages before it", async (_, pieces, code) => {
    const { messages, error } = await ask({
      server: scriptedServer(streaming(pieces)),
      method: "introduce",
      request: {},
    });
    expect(error?.code).toBe(code);
    expect(messages).toMatchObject([{ sentence: "one" }]);
  });

  it.each<[string, Script, Code, RegExp]>([
    ["a web page", { headers: { "content-type": "text/html" } }, Code.Unknown, /text\/html.*check the base URL/],
    ["a 404", { status: 404 }, Code.Unimplemented, /HTTP 404/],
    ["a 503", { status: 503 }, Code.Unavailable, /HTTP 503/],
    ["a status that no Response can have", { status: 800 }, Code.Unknown, /HTTP 800/],
  ])("says what was received when the server responds with %s", async (_, script, code, message) => {
    for (const method of ["say", "introduce"] as const) {
      const { error } = await ask({ server: scriptedServer(script), method, request: {} });
      expect(error).toMatchObject({ code, rawMessage: expect.stringMatching(message) });
    }
  });

  it("accepts no response from a redirect target", async () => {
    const elsewhere = `${scriptUrl(scripted, unary("elsewhere"))}/demo.v1.DemoService/Say`;
    const server = scriptedServer({ status: 307, headers: { location: elsewhere } });
    const { error } = await ask({ server, method: "say", request: {} });
    expect(error).toMatchObject({
      code: "unknown",
      rawMessage: expect.stringMatching(/a redirect to http.*has the session ended/),
    });
  });

  it("refuses a message above readMaxBytes and accepts one below", async () => {
    const server: ServerOptions = { baseUrl: demo, protocol, readMaxBytes: 1024 };
    const small = await ask({ server, method: "large", request: { sizeBytes: 1000 } });
    expect(small.messages[0]?.payload.byteLength).toBe(1000);
    const large = await ask({ server, method: "large", request: { sizeBytes: 100_000 } });
    expect(large.error).toMatchObject({
      code: "resource_exhausted",
      rawMessage: "message is larger than configured max 1024",
    });
  });

  it.each(["gzip", "br", "zstd"])("refuses a %s body that decompresses to 1 GiB", async (encoding) => {
    const form = protocol === "connect" ? "connect" : "grpc-web";
    const server: ServerOptions = {
      baseUrl: `${scripted}/bomb/${encoding}/${form}`,
      protocol,
      accept: [encoding as "gzip"],
      readMaxBytes: 1 << 20,
    };
    const { error } = await ask({ server, method: "introduce", request: {} });
    expect(error).toMatchObject({ code: "resource_exhausted" });
  });

  it("runs interceptors of every kind, and lets them clean up when a loop is left", async () => {
    const server: ServerOptions = { baseUrl: demo, protocol, interceptors: true };
    const logOf = async (method: "say" | "introduce" | "summarize" | "converse", request: unknown, take = Infinity) =>
      (await ask({ server, method, request, take })).log;
    expect(await logOf("say", { sentence: "hi" })).toEqual(["start Say", "unary, with headers", "end token well"]);
    expect(await logOf("introduce", {})).toEqual(["start Introduce", "5 responses", "end token well"]);
    expect(await logOf("introduce", {}, 2)).toEqual(["start Introduce", "2 responses", "end token canceled"]);
    const two = [{ sentence: "one" }, { sentence: "two" }];
    expect(await logOf("summarize", two)).toEqual(["start Summarize", "2 requests", "end token well"]);
    expect(await logOf("converse", two)).toEqual(["start Converse", "2 requests", "2 responses", "end token well"]);
  });

  it("sends the headers that an interceptor sets", async () => {
    const server: ServerOptions = { baseUrl: demo, protocol, interceptors: true };
    const { messages } = await ask({ server, method: "echo", request: {} });
    expect(messages[0]?.received["x-started"]).toBe("yes");
  });
});

describe("a synchronous unary Connect call in a worker", () => {
  it.each(codecs)("is sent as GET where allowed: %s", async (codec) => {
    const text = "What is 1 + 1? – 🐑?&='";
    for (const baseUrl of Object.values(servers)) {
      const server: ServerOptions = { baseUrl, codec, useGet: true };
      const { messages } = await ask({ server, method: "say", request: { sentence: text } });
      expect(messages[0]?.sentence).toContain(text);
    }
  });

  it("needs no preflight and no extra headers as GET", async () => {
    const id = newId();
    const baseUrl = scriptUrl(scripted, { ...forms.connect.unary("hi"), id });
    const { messages } = await ask({ server: { baseUrl }, method: "say", request: {}, options: { useGet: true } });
    expect(messages).toMatchObject([{ sentence: "hi" }]);
    const { headers } = await seen(scripted, id);
    expect(Object.keys(headers).filter((name) => /^(content|connect)-/.test(name))).toEqual([]);
  });

  it.each(["gzip", "br"] as const)("accepts a body that the browser has already decoded: %s", async (name) => {
    const { gzip } = await import("farcall");
    const { brotli } = await import("farcall/compression/brotli");
    const compression = { gzip, br: brotli }[name]();
    const script: Script = {
      headers: { "content-type": "application/proto", "content-encoding": name },
      chunks: chunks(await compression.compress(sentence("hi"))),
    };
    for (const accept of [[], [name]]) {
      const server: ServerOptions = { baseUrl: scriptUrl(scripted, script), accept };
      const { messages } = await ask({ server, method: "say", request: {} });
      expect(messages).toMatchObject([{ sentence: "hi" }]);
    }
  });

  it("accepts a zstd body, whether or not the browser has decoded it", async () => {
    const { zstd } = await import("farcall/compression/zstd");
    const script: Script = {
      headers: { "content-type": "application/proto", "content-encoding": "zstd" },
      chunks: chunks(await zstd().compress(sentence("hi"))),
    };
    const server: ServerOptions = { baseUrl: scriptUrl(scripted, script), accept: ["zstd"] };
    expect((await ask({ server, method: "say", request: {} })).messages).toMatchObject([{ sentence: "hi" }]);
  });

  it("sends credentials to another origin only on request, which a wildcard CORS response refuses", async () => {
    const server: ServerOptions = { baseUrl: demo };
    expect((await ask({ server, method: "say", request: { sentence: "hi" } })).error).toBeUndefined();
    const { error } = await ask({ server: { ...server, withCredentials: true }, method: "say", request: {} });
    expect(error).toMatchObject({ code: "unavailable", rawMessage: expect.stringContaining("CORS") });
  });

  it("sends brotli and zstd", async () => {
    for (const send of ["br", "zstd"] as const) {
      const id = newId();
      const server: ServerOptions = {
        baseUrl: scriptUrl(scripted, { ...forms.connect.unary("ok"), id }),
        send,
      };
      await ask({ server, method: "say", request: { sentence: "x".repeat(50_000) } });
      const { headers } = await seen(scripted, id);
      expect(headers["content-encoding"]).toBe(send);
      expect(Number(headers["content-length"])).toBeLessThan(1_000);
    }
  });
});

describe("a synchronous client on the main thread", () => {
  it("is refused, with a message that says why and what to do", () => {
    expect(() => createSyncTransport({ baseUrl: demo })).toThrow(
      expect.objectContaining({
        code: Code.FailedPrecondition,
        rawMessage: expect.stringMatching(/freezes the page.*worker.*allowMainThread/),
      }),
    );
  });

  it.each(protocols)("calls over %s if allowed", (protocol) => {
    const transport = createSyncTransport({ baseUrl: demo, protocol, allowMainThread: true, timeoutMs: 60_000 });
    const client = createSyncClient(DemoService, transport);
    expect(client.say({ sentence: "héllo 👋" }).sentence).toBe("You said: héllo 👋");
    expect([...client.introduce({ name: "Ada" })]).toHaveLength(5);
    // Every byte comes through a string.
    const { payload } = client.large({ sizeBytes: 100_000 });
    expect(payload).toEqual(Uint8Array.from({ length: 100_000 }, (_, index) => index % 251));
    expect(() => client.fail({ code: 5, message: "no hat" })).toThrow(
      expect.objectContaining({ code: Code.NotFound, rawMessage: "no hat" }),
    );
  });

  it("receives every byte from 0 to 255 unchanged", () => {
    const every = Uint8Array.from({ length: 256 }, (_, index) => index);
    const header = Uint8Array.of(0x0a, 0x80, 0x02); // field 1, 256 bytes
    const script: Script = {
      headers: { "content-type": "application/proto" },
      chunks: chunks(header, every),
    };
    const transport = createSyncTransport({ baseUrl: scriptUrl(scripted, script), allowMainThread: true });
    expect(createSyncClient(DemoService, transport).large({}).payload).toEqual(every);
  });

  it("refuses a response after its timeout, which the browser does not enforce there", () => {
    const late: Script = { ...forms.connect.unary("late"), intervalMs: 300 };
    const transport = createSyncTransport({ baseUrl: scriptUrl(scripted, late), allowMainThread: true });
    const client = createSyncClient(DemoService, transport);
    expect(() => client.say({}, { timeoutMs: 100 })).toThrow(
      expect.objectContaining({ code: Code.DeadlineExceeded, rawMessage: "timed out after 100 ms" }),
    );
  });
});
