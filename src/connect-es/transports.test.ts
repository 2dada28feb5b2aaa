/** Transports of each library in place of the other's, with the real packages on both sides. */
import {
  createContextKey,
  createContextValues,
  createClient as createEsClient,
  createRouterTransport,
  Code as EsCode,
  ConnectError as EsError,
  type Interceptor as EsInterceptor,
} from "@connectrpc/connect";
import { createConnectTransport as createEsConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import { describe, expect, inject, it } from "vitest";
import { collect } from "../../e2e/servers/collect.ts";
import { demoRoutes } from "../../e2e/servers/connect-node-service.ts";
import { sentences } from "../../e2e/servers/sentences.ts";
import { DemoService, FailureReasonSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../client/client.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import { findDetails } from "../codec/error-detail.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { ContextValues } from "../core/context-values.ts";
import type { Interceptor } from "../core/interceptor.ts";
import type { RequestContext } from "../core/request-context.ts";
import { ResponseMetadata } from "../core/response-metadata.ts";
import { createFetchHandler } from "../server/fetch-handler.ts";
import { createInMemoryTransport } from "../server/in-memory-transport.ts";
import { service } from "../server/service.ts";
import { mockTransport } from "../testing/mock-transport.ts";
import { fromConnectEsTransport } from "./from-transport.ts";
import { toConnectEsTransport } from "./to-transport.ts";

const { demo, connectNodeHttp1 } = inject("addresses");

async function failureOf(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => expect.fail("it succeeded"),
    (reason) => reason,
  );
}

const failing = { code: 5, message: "no yarn, 50 %", reasons: ["moths", "rain"] };

describe.each([
  ["Farcall's own server", demo],
  ["connect-node", connectNodeHttp1],
])("a connect-es client over a Farcall transport, calling %s", (_, baseUrl) => {
  const client = createEsClient(DemoService, toConnectEsTransport(createConnectTransport({ baseUrl })));

  it("makes all four kinds of calls, including those that connect-web cannot", async () => {
    expect((await client.say({ sentence: "hi" })).sentence).toContain("hi");
    const introduced = await collect(client.introduce({ name: "Ada" }));
    expect(introduced[0]?.sentence).toContain("Ada");
    expect((await client.summarize(sentences("a b", "c"))).words).toBe(3);
    if (baseUrl === demo) {
      expect(await collect(client.converse(sentences("a", "b")))).toHaveLength(2); // connect-node needs HTTP/2 for it
    }
  });

  it("passes headers and trailers to its callbacks", async () => {
    const seen: (string | null)[] = [];
    const options = {
      onHeader: (headers: Headers) => void seen.push(headers.get("x-one")),
      onTrailer: (trailers: Headers) => void seen.push(trailers.get("x-two")),
    };
    const echoed = await client.echo({ headers: { "x-one": "1" }, trailers: { "x-two": "2" } }, options);
    expect(echoed.$typeName).toBe("demo.v1.EchoResponse");
    expect(seen).toEqual(["1", "2"]);
    const mood: (string | null)[] = [];
    await collect(
      client.introduce(
        { name: "Ada" },
        {
          onHeader: (headers) => void mood.push(headers.get("demo-sentences")),
          onTrailer: (trailers) => void mood.push(trailers.get("demo-mood")),
        },
      ),
    );
    expect(mood).toEqual([expect.stringMatching(/\d/), expect.any(String)]);
  });

  it("sends headers", async () => {
    const { received } = await client.echo({}, { headers: { "x-sent": "yes" } });
    expect(received["x-sent"]).toBe("yes");
  });

  it("throws connect-es's ConnectError, with code, message, metadata and details", async () => {
    const error = await failureOf(client.fail(failing));
    expect(error).toBeInstanceOf(EsError);
    const esError = EsError.from(error);
    expect(esError).toBe(error);
    expect(esError).toMatchObject({ code: EsCode.NotFound, rawMessage: failing.message });
    expect(esError.metadata.get("content-type")).toBe("application/json");
    expect(esError.findDetails(FailureReasonSchema).map(({ reason }) => reason)).toEqual(failing.reasons);
  });

  it("reads a stream that fails up to its error", async () => {
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { index } of client.failLater({ after: 3, failure: { code: 10, message: "enough" } })) {
        seen.push(index);
      }
    })();
    expect(await failureOf(reading)).toMatchObject({ code: EsCode.Aborted, rawMessage: "enough" });
    expect(seen).toEqual([0, 1, 2]);
  });

  it("reports a lost network as unavailable, with the cause", async () => {
    const lost = createEsClient(
      DemoService,
      toConnectEsTransport(createConnectTransport({ baseUrl, fetch: () => Promise.reject(new TypeError("no route")) })),
    );
    const error = await failureOf(lost.say({}));
    expect(error).toBeInstanceOf(EsError);
    expect(error).toMatchObject({ code: EsCode.Unavailable, cause: expect.objectContaining({ message: "no route" }) });
  });
});

describe("a connect-es client over a Farcall transport", () => {
  it("is canceled by its signal, which the server sees", async () => {
    using mock = mockTransport(service(DemoService, {}));
    const client = createEsClient(DemoService, toConnectEsTransport(mock));
    const held = mock.hold(DemoService.method.wait);
    const feed = mock.feed(DemoService.method.tick);
    for (const begin of [
      (signal: AbortSignal) => ({ call: client.wait({}, { signal }), there: held.called() }),
      (signal: AbortSignal) => ({ call: collect(client.tick({}, { signal })), there: feed.opened() }),
    ]) {
      const controller = new AbortController();
      const { call, there } = begin(controller.signal);
      const failure = failureOf(call);
      const { signal } = await there;
      controller.abort();
      expect(await failure).toMatchObject({ code: EsCode.Canceled });
      await expect.poll(() => signal.aborted).toBe(true);
    }
  });

  it("ends at its timeout, which the server knows; 0 means none", async () => {
    using mock = mockTransport(service(DemoService, {}), { timeoutMs: 1 });
    const client = createEsClient(DemoService, toConnectEsTransport(mock));
    const held = mock.hold(DemoService.method.wait);
    expect(await failureOf(client.wait({}, { timeoutMs: 30 }))).toMatchObject({ code: EsCode.DeadlineExceeded });
    expect(await failureOf(client.wait({}))).toMatchObject({ code: EsCode.DeadlineExceeded });
    const call = client.wait({}, { timeoutMs: 0 });
    expect((await held.called()).timeoutMs).toBeUndefined();
    held.answer({});
    await call;
  });

  it("sends a stream immediately, as connect-es does", async () => {
    using mock = mockTransport(service(DemoService, {}));
    const feed = mock.feed(DemoService.method.tick);
    const stream = createEsClient(DemoService, toConnectEsTransport(mock)).tick({});
    await feed.opened(); // without a read
    feed.push({ index: 1n });
    feed.end();
    expect(await collect(stream)).toMatchObject([{ index: 1n }]);
  });

  it("shares context values with Farcall's interceptors", async () => {
    const key = createContextKey("default");
    const seen: string[] = [];
    const spy: Interceptor = { onStart: (ctx: RequestContext) => void seen.push(ctx.values.get(key)) };
    using mock = mockTransport(service(DemoService, { say: () => ({}) }), { interceptors: [spy] });
    const client = createEsClient(DemoService, toConnectEsTransport(mock));
    await client.say({}, { contextValues: createContextValues().set(key, "given") });
    await client.say({});
    expect(seen).toEqual(["given", "default"]);
  });

  it("runs connect-es interceptors, also around a full-duplex call", async () => {
    const seen: string[] = [];
    const spy: EsInterceptor = (next) => async (request) => {
      request.header.set("authorization", "Bearer t");
      const response = await next(request);
      seen.push(`${request.method.name} ${request.url} ${response.header.get("content-type")}`);
      return response;
    };
    const handler = createFetchHandler({
      services: [
        service(DemoService, {
          echo: (_, ctx) => ({ received: { authorization: ctx.requestHeaders.get("authorization") ?? "" } }),
          async *converse(requests) {
            for await (const { sentence } of requests) {
              yield { sentence: `${sentence}!` };
            }
          },
        }),
      ],
    });
    const transport = toConnectEsTransport(createInMemoryTransport(handler), {
      interceptors: [spy],
      callOptions: { duplex: "full" },
    });
    const client = createEsClient(DemoService, transport);
    expect((await client.echo({})).received.authorization).toBe("Bearer t");
    expect(await collect(client.converse(sentences("a")))).toMatchObject([{ sentence: "a!" }]);
    expect(seen).toEqual([
      expect.stringMatching(/^Echo http\S+\/demo.v1.DemoService\/Echo application\/proto$/),
      expect.stringMatching(/^Converse http\S+\/Converse application\/connect\+proto$/),
    ]);
  });

  it("rejects anything that is not a transport, by name", () => {
    expect(() => toConnectEsTransport({} as never)).toThrow("the transport is an object, expected a Farcall transport");
    expect(() => fromConnectEsTransport(undefined as never)).toThrow(
      "the transport is undefined, expected a connect-es transport",
    );
  });
});

const router = createRouterTransport(demoRoutes);

describe.each([
  ["connect-web over Connect", createEsConnectTransport({ baseUrl: demo }), false],
  ["connect-web over gRPC-Web", createGrpcWebTransport({ baseUrl: demo }), false],
  ["connect-es in memory", router, true],
])("a Farcall client over %s", (_, esTransport, streamsRequests) => {
  const client = createClient(DemoService, fromConnectEsTransport(esTransport));

  it("makes the calls that the transport supports, and rejects others", async () => {
    expect((await client.say({ sentence: "hi" })).sentence).toContain("hi");
    expect((await collect(client.introduce({ name: "Ada" })))[0]?.sentence).toContain("Ada");
    const summary = client.summarize(sentences("a b", "c"));
    const conversation = collect(client.converse(sentences("a", "b")));
    if (streamsRequests) {
      expect((await summary).words).toBe(3);
      expect(await conversation).toHaveLength(2);
    } else {
      expect(await failureOf(summary)).toBeInstanceOf(ConnectError);
      expect(await failureOf(conversation)).toBeInstanceOf(ConnectError);
    }
  });

  it("receives headers and trailers", async () => {
    const metadata = new ResponseMetadata();
    await client.echo({ headers: { "x-one": "1" }, trailers: { "x-two": "2" } }, { metadata });
    expect([metadata.headers.get("x-one"), metadata.trailers.get("x-two")]).toEqual(["1", "2"]);
    const stream = client.introduce({ name: "Ada" });
    expect((await stream.headers).get("demo-sentences")).toMatch(/\d/);
    await collect(stream);
    expect((await stream.trailers).get("demo-mood")).toEqual(expect.any(String));
  });

  it("throws Farcall's ConnectError, with code, message, metadata, details and procedure", async () => {
    const error = await failureOf(client.fail(failing));
    expect(error).toBeInstanceOf(ConnectError);
    expect(ConnectError.from(error)).toBe(error);
    expect(error).toMatchObject({
      code: Code.NotFound,
      rawMessage: failing.message,
      method: "demo.v1.DemoService/Fail",
    });
    expect(findDetails(error as ConnectError, FailureReasonSchema).map(({ reason }) => reason)).toEqual(
      failing.reasons,
    );
    const metadata = new ResponseMetadata();
    await failureOf(client.fail(failing, { metadata }));
    expect([...metadata.headers].length).toBeGreaterThan(0);
  });

  it("reads a stream that fails up to its error", async () => {
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { index } of client.failLater({ after: 3, failure: { code: 10, message: "enough" } })) {
        seen.push(index);
      }
    })();
    expect(await failureOf(reading)).toMatchObject({ code: Code.Aborted, rawMessage: "enough" });
    expect(seen).toEqual([0, 1, 2]);
  });

  it("sends nothing before the first read, and aborts the call on break", async () => {
    const signals: AbortSignal[] = [];
    const spied: typeof esTransport = {
      ...esTransport,
      unary: esTransport.unary.bind(esTransport),
      stream: (method, signal, ...rest) => {
        signals.push(signal as AbortSignal);
        return esTransport.stream(method, signal, ...rest);
      },
    };
    const ticks = createClient(DemoService, fromConnectEsTransport(spied)).tick({ count: 1_000_000n, perSecond: 100 });
    expect(signals).toEqual([]);
    for await (const _ of ticks) {
      break;
    }
    expect(signals.map(({ aborted, reason }) => [aborted, reason.code])).toEqual([[true, EsCode.Canceled]]);
  });

  it("ends at its timeout, with its signal, and with its transport", async () => {
    const transport = fromConnectEsTransport(esTransport);
    const hanging = createClient(DemoService, transport);
    const ticks = () => collect(hanging.tick({ perSecond: 1, count: 1_000_000n }, { timeoutMs: 50 }));
    if (esTransport !== router) {
      expect(await failureOf(ticks())).toMatchObject({ code: Code.DeadlineExceeded });
    }
    const aborted = AbortSignal.abort();
    expect(await failureOf(hanging.say({}, { signal: aborted }))).toMatchObject({ code: Code.Canceled });
    transport.close();
    expect(await failureOf(hanging.say({}))).toMatchObject({ code: Code.FailedPrecondition });
  });
});

describe("a Farcall client over a connect-es transport", () => {
  it("runs its interceptors around the call, and shares context values with those of connect-es", async () => {
    const key = createContextKey("default");
    const seen: string[] = [];
    const transport = createRouterTransport(demoRoutes, {
      transport: {
        interceptors: [
          (next) => (request) => {
            seen.push(request.contextValues.get(key), String(request.header.get("x-from")));
            return next(request);
          },
        ],
      },
    });
    const mark: Interceptor = {
      onStart: (ctx: RequestContext) => ctx.requestHeaders.set("x-from", "farcall"),
      onEnd: (_, ctx, error) => void seen.push(ctx.method.name, String(error?.code)),
    };
    const client = createClient(DemoService, fromConnectEsTransport(transport, { interceptors: [mark] }));
    await client.say({}, { values: new ContextValues().set(key, "given") });
    await failureOf(client.fail(failing));
    expect(seen).toEqual(["given", "farcall", "Say", "undefined", "default", "farcall", "Fail", "not_found"]);
  });

  it("passes whole milliseconds to connect-es, 0 for no timeout, and nothing for the transport's default", async () => {
    const given: (number | undefined)[] = [];
    const spied = {
      stream: router.stream,
      unary: ((method, signal, timeoutMs, ...rest) => {
        given.push(timeoutMs);
        return router.unary(method, signal, timeoutMs, ...rest);
      }) as typeof router.unary,
    };
    const client = createClient(DemoService, fromConnectEsTransport(spied));
    await client.say({}, { timeoutMs: 60_000.5 });
    await client.say({}, { timeoutMs: 0 });
    await client.say({});
    expect(given).toEqual([expect.any(Number), 0, undefined]);
    expect(Number.isInteger(given[0])).toBe(true);
  });
});
