import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import {
  Code,
  ConnectError,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  type FetchLike,
} from "farcall";
import { retry } from "farcall/interceptors";
import { tracing } from "farcall/interceptors/tracing";
import { createFetchHandler, service } from "farcall/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { collect } from "../../e2e/servers/collect.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

beforeAll(() => {
  trace.setGlobalTracerProvider(provider);
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
});
beforeEach(() => exporter.reset());
afterAll(() => {
  trace.disable();
  propagation.disable();
});

/** The `traceparent` that arrived with each request. */
const arrived: (string | null)[] = [];

const handler = createFetchHandler({
  services: [
    service(DemoService, {
      say({ sentence }, { requestHeaders }) {
        arrived.push(requestHeaders.get("traceparent"));
        return { sentence };
      },
      async *introduce() {
        yield { sentence: "1" };
        yield { sentence: "2" };
      },
      async summarize(requests) {
        return { sentences: (await collect(requests)).length };
      },
      async *converse(requests) {
        for await (const { sentence } of requests) {
          yield { sentence };
        }
      },
      fail({ code }) {
        throw new ConnectError(Object.values(Code)[code - 1] as Code, "as told");
      },
    }),
  ],
  interceptors: [tracing()],
});
beforeEach(() => void arrived.splice(0));

const options = (fetch: FetchLike = handler) => ({ baseUrl: "/", fetch, interceptors: [tracing()] });

/** Returns the spans of both sides once both have ended. */
async function spans() {
  await expect.poll(() => exporter.getFinishedSpans().length).toBe(2);
  const [client, server] = [SpanKind.CLIENT, SpanKind.SERVER].map((kind) =>
    exporter.getFinishedSpans().find((span) => span.kind === kind),
  );
  if (!client || !server) {
    throw new Error("a side has no span");
  }
  return { client, server };
}

describe.each([
  ["Connect", "connectrpc", createConnectTransport, {}],
  ["gRPC-Web", "grpc", createGrpcWebTransport, { "rpc.response.status_code": "OK" }],
])("tracing over %s", (_, system, create, ok) => {
  const client = () => createClient(DemoService, create(options()));

  it.each<[string, () => Promise<unknown>]>([
    ["Say", () => client().say({ sentence: "hi" })],
    ["Introduce", () => collect(client().introduce({}))],
    ["Summarize", () => client().summarize([{ sentence: "a" }])],
    ["Converse", () => collect(client().converse([{ sentence: "a" }]))],
  ])("connects the client's and the server's span with one trace id: %s", async (name, call) => {
    await call();
    const { client, server } = await spans();
    expect(server.spanContext().traceId).toBe(client.spanContext().traceId);
    expect(server.parentSpanContext?.spanId).toBe(client.spanContext().spanId);
    for (const { name: spanName, attributes, status } of [client, server]) {
      expect(spanName).toBe(`demo.v1.DemoService/${name}`);
      expect(status.code).toBe(SpanStatusCode.UNSET);
      expect(attributes).toEqual({
        "rpc.system.name": system,
        "rpc.method": `demo.v1.DemoService/${name}`,
        "server.address": expect.any(String),
        "server.port": expect.any(Number),
        ...ok,
      });
    }
  });

  it("marks a failure on both sides if the server is at fault, otherwise only on the client", async () => {
    await client()
      .fail({ code: 5 })
      .catch(() => {});
    const notFound = await spans();
    expect(notFound.client.status).toEqual({ code: SpanStatusCode.ERROR, message: "as told" });
    expect(notFound.server.status.code).toBe(SpanStatusCode.UNSET);
    exporter.reset();
    await client()
      .fail({ code: 1 })
      .catch(() => {});
    const canceled = await spans();
    const status = system === "grpc" ? "CANCELLED" : "canceled";
    expect(canceled.client.attributes).toMatchObject({ "error.type": status, "rpc.response.status_code": status });
    exporter.reset();
    await client()
      .fail({ code: 13 })
      .catch(() => {});
    const internal = await spans();
    expect(internal.server.status.code).toBe(SpanStatusCode.ERROR);
    expect(internal.server.attributes["error.type"]).toBe(system === "grpc" ? "INTERNAL" : "internal");
  });
});

describe("tracing", () => {
  it("ends the span of a stream that is closed early", async () => {
    for await (const _ of createClient(DemoService, createConnectTransport(options())).introduce({})) {
      break;
    }
    const { client } = await spans();
    expect(client.attributes["error.type"]).toBe(Code.Canceled);
  });

  it("continues the active trace", async () => {
    const outer = provider.getTracer("test").startSpan("outer");
    const scope = trace.setSpan(context.active(), outer);
    const active = context.active;
    context.active = () => scope; // as a context manager would
    try {
      await createClient(DemoService, createConnectTransport(options())).say({});
    } finally {
      context.active = active;
    }
    outer.end();
    const [first] = exporter.getFinishedSpans();
    expect(first?.spanContext().traceId).toBe(outer.spanContext().traceId);
  });

  it("creates a span for each attempt after retry, and one per call before it", async () => {
    let failures = 1;
    const flaky: FetchLike = (url, init) =>
      failures-- > 0 ? Promise.resolve(new Response("", { status: 503 })) : handler(url, init);
    const traced = async (interceptors: ReturnType<typeof tracing>[]) => {
      failures = 1;
      exporter.reset();
      await createClient(DemoService, createConnectTransport({ ...options(flaky), interceptors })).say({});
      return exporter.getFinishedSpans().filter(({ kind }) => kind === SpanKind.CLIENT).length;
    };
    const retries = retry({ initialDelayMs: 1 });
    expect([await traced([retries, tracing()]), await traced([tracing(), retries])]).toEqual([2, 1]);
    expect(new Set(arrived).size).toBe(2);
  });

  it("sends traceparent only to the page's own origin and the listed ones", async () => {
    const call = async (baseUrl: string, propagateTo: string[] = []) => {
      const traced = { ...options(), baseUrl, interceptors: [tracing({ propagateTo })] };
      await createClient(DemoService, createConnectTransport(traced)).say({});
      return arrived.pop() !== null;
    };
    const isPage = "location" in globalThis;
    expect(await call("/")).toBe(true);
    expect(await call("https://api.example.com")).toBe(!isPage);
    expect(await call("https://api.example.com", ["https://api.example.com"])).toBe(true);
    expect(await call("https://ads.example.com", ["https://api.example.com"])).toBe(false);
  });

  it("rejects an invalid origin", () => {
    expect(() => tracing({ propagateTo: ["api.example.com"] })).toThrow("propagateTo");
  });
});
