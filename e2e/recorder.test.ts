import { createFileRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import {
  type CallOptions,
  Code,
  ConnectError,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  gzip,
  type Interceptor,
  protoJson,
} from "farcall";
import type { Row } from "farcall/devtools";
import { createInMemoryTransport } from "farcall/server";
import { describe, expect, inject, it, vi } from "vitest";
import { demoService } from "../playground/demo/demo-service.ts";
import { DemoService, SayRequestSchema, SayResponseSchema } from "../playground/gen/demo/v1/demo_pb.ts";
import { bytesOf, RecordedPage } from "./recorded-page.ts";
import { collect } from "./servers/collect.ts";
import { chunks, connectEnd, frame, grpcWebEnd, sentence } from "./servers/frames.ts";
import { type Script, scriptUrl } from "./servers/script.ts";

const { demo, scripted } = inject("addresses");

const protocols = {
  connect: { createTransport: createConnectTransport, streamType: "application/connect+proto", end: connectEnd },
  "grpc-web": { createTransport: createGrpcWebTransport, streamType: "application/grpc-web+proto", end: grpcWebEnd },
} as const;

for (const [protocol, { createTransport, streamType, end }] of Object.entries(protocols)) {
  const clientOf = (baseUrl: string, options: object = {}) =>
    createClient(DemoService, createTransport({ baseUrl, ...options }));
  const scriptedClient = (script: Script, options: object = {}) => clientOf(scriptUrl(scripted, script), options);

  describe(`the recorder, over ${protocol}`, () => {
    it("has a row for a unary call: its method, URL, times and sizes", async () => {
      const page = await RecordedPage.open();
      const before = performance.now();
      await clientOf(demo).say({ sentence: "hello" }, { timeoutMs: 60_000 });
      const { row } = page;
      expect(row).toMatchObject({
        service: "demo.v1.DemoService",
        method: "Say",
        kind: "unary",
        protocol,
        codec: "proto",
        url: `${demo}/demo.v1.DemoService/Say`,
        httpMethod: "POST",
        timeoutMs: 60_000,
        attempts: [{ status: 200, requests: 1, responses: 1 }],
      });
      expect(row).not.toHaveProperty("code");
      const [attempt] = row.attempts as [Row["attempts"][0]];
      const times = [
        before,
        row.start,
        attempt.at,
        attempt.headersAt,
        attempt.firstAt,
        attempt.end,
        row.end,
        performance.now(),
      ];
      expect(times).toEqual([...times].sort((a, b) => Number(a) - Number(b)));
    });

    it("keeps the bytes of both sides as on the wire, and the schema to decode them", async () => {
      const page = await RecordedPage.open();
      await clientOf(demo).say({ sentence: "hello" });
      const { id } = page.row;
      const { request, response } = page.details(id).attempts[0] ?? {};
      const { input, output, files } = page.schema(id);
      const registry = createFileRegistry({
        $typeName: "google.protobuf.FileDescriptorSet",
        file: files.map((file) => fromBinary(FileDescriptorProtoSchema, bytesOf(file))),
      });
      const message = (side: "request" | "response") =>
        page.body(side, { id }).subarray(protocol === "connect" ? 0 : 5);
      expect([request?.enveloped, response?.enveloped]).toEqual(Array(2).fill(protocol === "grpc-web"));
      expect(registry.getMessage(input)?.field).toHaveProperty("sentence");
      expect(fromBinary(SayRequestSchema, message("request")).sentence).toBe("hello");
      const answer = message("response");
      const length = toBinary(SayResponseSchema, {
        $typeName: "demo.v1.SayResponse",
        sentence: "You said: hello",
      }).length;
      expect(fromBinary(SayResponseSchema, answer.subarray(0, length)).sentence).toBe("You said: hello");
      expect(registry.getMessage(output)?.field).toHaveProperty("sentence");
    });

    it("counts the messages of a stream while it runs, without its end frame", async () => {
      const page = await RecordedPage.open();
      const script = {
        headers: { "content-type": streamType },
        chunks: chunks(frame(0, sentence("a")), frame(0, sentence("b"))),
        after: "hang" as const,
      };
      const stream = scriptedClient(script).introduce({});
      const reader = stream[Symbol.asyncIterator]();
      await reader.next();
      await reader.next();
      expect(page.row.attempts[0]).toMatchObject({ responses: 2, requests: 1 });
      expect(page.row).not.toHaveProperty("end");
      await reader.return?.();
      await collect(clientOf(demo).tick({ count: 3n }));
      expect((await page.rowWhen(({ end }) => end)).attempts[0]).toMatchObject({ responses: 3 });
    });

    it("captures the request of a server stream, and all messages of a client stream", async () => {
      const page = await RecordedPage.open();
      await collect(clientOf(demo).introduce({ name: "Ada" }));
      expect(page.body("request")).toEqual(frame(0, sentence("Ada")));
      await clientOf(demo).summarize(messages("one", "two"));
      expect(page.row).toMatchObject({ kind: "client_streaming", attempts: [{ requests: 2, responses: 1 }] });
      expect([...page.body("request")]).toEqual([...frame(0, sentence("one")), ...frame(0, sentence("two"))]);
      await collect(clientOf(demo).converse(messages("one", "two")));
      expect(page.row).toMatchObject({ kind: "bidi_streaming", attempts: [{ requests: 2, responses: 2 }] });
    });

    it("captures a streamed request", async () => {
      const page = await RecordedPage.open();
      const transport = createInMemoryTransport({ services: [demoService()] }, { interceptors: [] });
      await collect(createClient(DemoService, transport).converse(messages("one", "two"), { duplex: "full" }));
      expect((await page.rowWhen(({ attempts }) => attempts[0]?.requests === 2)).attempts[0]?.responses).toBe(2);
    });

    it("has a row for each of 8 concurrent calls, with its own bytes", async () => {
      const page = await RecordedPage.open();
      const texts = Array.from({ length: 8 }, (_, index) => `call ${index}`);
      await Promise.all(texts.map((text) => clientOf(demo).say({ sentence: text })));
      const rows = page.drain().calls;
      const sent = rows.map(({ id }) => new TextDecoder().decode(page.body("request", { id })).slice(-6));
      expect(sent.sort()).toEqual(texts);
    });

    describe("reports what ended a call", () => {
      const ended = async (work: Promise<unknown>) => {
        await work.catch(() => {});
      };
      const html = {
        status: 502,
        headers: { "content-type": "text/html" },
        chunks: chunks(new TextEncoder().encode("<h1>Bad gateway</h1>")),
      };

      it.each<[string, Partial<Row>, (page: RecordedPage) => Promise<void>]>([
        [
          "the server",
          { why: "server", code: "not_found", message: "no hat" },
          async () => ended(clientOf(demo).fail({ code: 5, message: "no hat" })),
        ],
        [
          "the server, in a stream",
          { why: "server", code: "not_found" },
          async () => ended(collect(clientOf(demo).failLater({ after: 2, failure: { code: 5 } }))),
        ],
        [
          "the caller",
          { why: "caller", code: "canceled" },
          async (page) => {
            const controller = new AbortController();
            const call = ended(clientOf(demo).wait({ durationMs: 60_000 }, { signal: controller.signal }));
            await page.rowWhen(({ attempts }) => attempts.length);
            controller.abort();
            await call;
          },
        ],
        [
          "the caller, through the stream",
          { why: "caller", code: "canceled" },
          async () => {
            const stream = clientOf(demo).tick({ perSecond: 50 });
            await ended(
              collect({
                async *[Symbol.asyncIterator]() {
                  for await (const one of stream) {
                    stream.cancel();
                    yield one;
                  }
                },
              }),
            );
          },
        ],
        [
          "a reader that left",
          { why: "left", code: "canceled" },
          async () => {
            for await (const _ of clientOf(demo).tick({ perSecond: 50 })) {
              break;
            }
          },
        ],
        [
          "the deadline",
          { why: "deadline", code: "deadline_exceeded" },
          async () =>
            ended(clientOf("http://localhost", { fetch: () => new Promise(() => {}) }).say({}, { timeoutMs: 5 })),
        ],
        [
          "the network, before there was a response",
          {
            why: "network",
            code: "unavailable",
            attempts: [expect.objectContaining({ failure: expect.stringContaining("TypeError") })],
          },
          async () => ended(clientOf("http://localhost:1").say({})),
        ],
        [
          "the network, in the middle of a stream",
          { why: "network" },
          async () =>
            ended(
              collect(
                scriptedClient({
                  headers: { "content-type": streamType },
                  chunks: chunks(frame(0, sentence("a"))),
                  after: "destroy",
                }).introduce({}),
              ),
            ),
        ],
        [
          "a proxy",
          { why: "http", attempts: [expect.objectContaining({ status: 502 })] },
          async () => ended(scriptedClient(html).say({})),
        ],
        [
          "a proxy, instead of a stream",
          { why: "http" },
          async () => ended(collect(scriptedClient(html).introduce({}))),
        ],
        [
          "a page of HTML with status 200",
          { why: "protocol" },
          async () => ended(scriptedClient({ ...html, status: 200 }).say({})),
        ],
        [
          "an invalid message",
          { why: "protocol" },
          async () =>
            ended(
              collect(
                scriptedClient({
                  headers: { "content-type": streamType },
                  chunks: chunks(frame(0, "\x0a\x7f"), end()),
                }).introduce({}),
              ),
            ),
        ],
        [
          "a stream without an end",
          { why: "protocol" },
          async () =>
            ended(
              collect(
                scriptedClient({
                  headers: { "content-type": streamType },
                  chunks: chunks(frame(0, sentence("a"))),
                }).introduce({}),
              ),
            ),
        ],
        [
          "an interceptor of the application",
          { why: "client", code: "unauthenticated" },
          async () => {
            const interceptors = [
              {
                async interceptUnary() {
                  throw new ConnectError(Code.Unauthenticated, "no token");
                },
              } as Interceptor,
            ];
            await ended(clientOf(demo, { interceptors }).say({}));
          },
        ],
      ])("%s", async (_, expected, work) => {
        const page = await RecordedPage.open();
        await work(page);
        expect(await page.rowWhen(({ end }) => end)).toMatchObject(expected);
      });

      it("also if an interceptor of the application hangs", async () => {
        const page = await RecordedPage.open();
        const interceptors = [{ interceptUnary: () => new Promise(() => {}) } as unknown as Interceptor];
        await clientOf(demo, { interceptors })
          .say({}, { timeoutMs: 5 })
          .catch(() => {});
        expect(page.row).toMatchObject({ why: "deadline", end: expect.any(Number) });
      });
    });

    it("reports an error in full, with its details and causes", async () => {
      const page = await RecordedPage.open();
      await clientOf(demo)
        .fail({ code: 5, message: "no hat", reasons: ["a", "b"] })
        .catch(() => {});
      expect(page.details().error).toMatchObject({
        code: "not_found",
        message: "no hat",
        details: [{ type: "demo.v1.FailureReason" }, {}],
      });
      await clientOf("http://localhost:1")
        .say({})
        .catch(() => {});
      expect(page.details().error?.causes[0]).toMatch(/TypeError/);
    });

    it("shows the attempts of a retry, and runs the interceptors of the application", async () => {
      const page = await RecordedPage.open();
      let turns = 0;
      const retry: Interceptor = {
        async interceptUnary(next, request, ctx) {
          turns++;
          return next(request, ctx).catch(() => next(request, ctx));
        },
      };
      await clientOf(demo, { interceptors: [retry] })
        .say({ sentence: "" })
        .catch(() => {});
      expect(turns).toBe(1);
      expect(page.row.attempts).toHaveLength(2);
    });

    it("shows headers and trailers, and hides those with secret names until they are revealed", async () => {
      const page = await RecordedPage.open({ redact: ["X-Tenant"] });
      const headers = {
        authorization: "Bearer 1",
        "x-api-key": "2",
        "x-session-token": "3",
        "x-tenant": "4",
        "x-open": "5",
      };
      await clientOf(demo).echo(
        { headers: { "demo-token": "6", "demo-open": "7" }, trailers: { "end-token": "8", "end-open": "9" } },
        { headers },
      );
      const text = () => JSON.stringify(page.details());
      const sent = Object.fromEntries(page.details().attempts[0]?.requestHeaders ?? []);
      expect(sent).toMatchObject({
        authorization: null,
        "x-api-key": null,
        "x-session-token": null,
        "x-tenant": null,
        "x-open": "5",
      });
      expect(text()).not.toContain("Bearer");
      expect(page.details().responseHeaders).toContainEqual(["demo-token", null]);
      expect(page.details().responseHeaders).toContainEqual(["demo-open", "7"]);
      expect(page.details().responseTrailers).toContainEqual(["end-token", null]);
      expect(page.details().responseTrailers).toContainEqual(["end-open", "9"]);
    });

    it("names the codec and the compression of each side", async () => {
      const page = await RecordedPage.open();
      const options = { codec: protoJson(), sendCompression: gzip(), acceptCompression: [gzip()], compressMinBytes: 0 };
      await collect(clientOf(demo, options).introduce({ name: "x".repeat(2000) }));
      const [attempt] = page.details().attempts;
      expect(attempt?.request).toMatchObject({ codec: "json", enveloped: true, encoding: "gzip" });
      expect(attempt?.response).toMatchObject({ codec: "json", enveloped: true });
    });
  });
}

describe("the recorder", () => {
  it("shows the message of a GET, which is in its URL", async () => {
    const page = await RecordedPage.open();
    await createClient(DemoService, createConnectTransport({ baseUrl: demo, useGet: true })).say({ sentence: "hello" });
    expect(page.row).toMatchObject({
      httpMethod: "GET",
      codec: "proto",
      attempts: [{ requests: 1, responses: 1, sent: 0 }],
    });
    expect(page.details().attempts[0]).toMatchObject({ url: expect.stringContaining("message="), httpMethod: "GET" });
  });

  it("records where a call was made while a panel is watching, or always, or never", async () => {
    const site = async (callSites: boolean | "auto", isLooking: boolean) => {
      const page = await RecordedPage.open({ callSites });
      if (isLooking) {
        page.drain();
      }
      await createClient(DemoService, createConnectTransport({ baseUrl: demo })).say({ sentence: "hello" });
      return page.details().site;
    };
    expect(await site("auto", true)).toContain("recorder.test");
    expect(await site("auto", false)).toBeUndefined();
    expect(await site(true, false)).toContain("recorder.test");
    expect(await site(false, true)).toBeUndefined();
  });

  it("leaves a server's calls alone", async () => {
    const page = await RecordedPage.open();
    const transport = createInMemoryTransport({ services: [demoService()], interceptors: [page.attach] });
    await createClient(DemoService, transport).say({ sentence: "hello" });
    expect(page.drain().calls).toHaveLength(1);
  });

  it("can start paused", async () => {
    const page = await RecordedPage.open({ record: false });
    await createClient(DemoService, createConnectTransport({ baseUrl: demo })).say({ sentence: "hello" });
    expect(page.drain()).toMatchObject({ paused: true, calls: [] });
  });

  it("counts the transports that it knows", async () => {
    const page = await RecordedPage.open();
    const say = (client: { say(request: object, options?: CallOptions): Promise<unknown> }) =>
      client.say({ sentence: "x" });
    expect(page.drain().transports).toBe(0);
    const client = createClient(DemoService, createConnectTransport({ baseUrl: demo }));
    await Promise.all([
      say(client),
      say(client),
      say(createClient(DemoService, createGrpcWebTransport({ baseUrl: demo }))),
    ]);
    expect(page.drain().transports).toBe(2);
  });

  it("returns null until the code that answers is loaded, without blocking", async () => {
    const hook = RecordedPage.install();
    const say = () => [
      hook.drain(0),
      hook.details("1"),
      hook.chunks("1", 0, "request", 0),
      hook.schema("1"),
      hook.command("{}"),
    ];
    expect(say()).toEqual(Array(5).fill("null"));
    await vi.waitFor(() => expect(JSON.parse(hook.drain(0))).toMatchObject({ calls: [], kept: 0 }));
    await hook.ready();
    expect(JSON.parse(hook.command("{}"))).toMatchObject({ ok: false });
  });
});

async function* messages(...sentences: string[]) {
  for (const one of sentences) {
    yield { sentence: one };
  }
}
