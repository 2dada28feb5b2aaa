/** The limits on a request, by default and configured. */
import { describe, expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../client/client.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import type { FetchLike } from "../client/fetch-like.ts";
import { createGrpcWebTransport } from "../client/grpc-web-transport.ts";
import { gzip } from "../compression/gzip.ts";
import { Code } from "../core/code.ts";
import type { RequestContext } from "../core/request-context.ts";
import { createFetchHandler } from "./fetch-handler.ts";
import { createInMemoryTransport } from "./in-memory-transport.ts";
import type { ServerOptions } from "./server-config.ts";
import { service } from "./service.ts";
import { serviceSync } from "./sync/service.ts";
import { createSyncHandler } from "./sync/sync-handler.ts";
import { toFetchHandler } from "./sync/to-fetch-handler.ts";

/** The timeout of each call. */
const given: (number | undefined)[] = [];
const see = ({ timeoutMs }: Pick<RequestContext, "timeoutMs">) => void given.push(timeoutMs);

const services = {
  asynchronous: (options: ServerOptions) =>
    createFetchHandler({
      services: [
        service(DemoService, {
          say({ sentence }, ctx) {
            see(ctx);
            return { sentence: String(sentence.length) };
          },
          async *introduce({ name }, ctx) {
            see(ctx);
            yield { sentence: String(name.length) };
          },
        }),
      ],
      ...options,
    }),
  synchronous: (options: ServerOptions) =>
    toFetchHandler(
      createSyncHandler({
        services: [
          serviceSync(DemoService, {
            say({ sentence }, ctx) {
              see(ctx);
              return { sentence: String(sentence.length) };
            },
            *introduce({ name }, ctx) {
              see(ctx);
              yield { sentence: String(name.length) };
            },
          }),
        ],
        ...options,
      }),
    ),
};

const mebibyte = 1024 * 1024;
/** The overhead of a message with a single field of this size: a byte for the tag, and four for the length. */
const overhead = 5;

describe.each(
  Object.entries(services).flatMap(([half, serve]) =>
    Object.entries({ Connect: createConnectTransport, "gRPC-Web": createGrpcWebTransport }).map(
      ([protocol, createTransport]) => [half, protocol, serve, createTransport] as const,
    ),
  ),
)("an %s server, over %s", (_half, _protocol, serve, createTransport) => {
  const clientOf = (fetch: FetchLike, sendCompression: ReturnType<typeof gzip> | null = null) =>
    createClient(DemoService, createTransport({ baseUrl: "/", fetch, sendCompression }));

  it("accepts messages of up to 4 MiB by default, compressed or not", async () => {
    const fits = "x".repeat(4 * mebibyte - overhead);
    for (const compression of [null, gzip()]) {
      const client = clientOf(serve({}), compression);
      expect(await client.say({ sentence: fits })).toMatchObject({ sentence: String(fits.length) });
      const refusal = { code: Code.ResourceExhausted, rawMessage: "message is larger than configured max 4194304" };
      await expect(client.say({ sentence: `${fits}x` })).rejects.toMatchObject(refusal);
      await expect(
        client
          .introduce({ name: `${fits}x` })
          [Symbol.asyncIterator]()
          .next(),
      ).rejects.toMatchObject(refusal);
    }
    const generous = clientOf(serve({ readMaxBytes: 5 * mebibyte }));
    expect(await generous.say({ sentence: `${fits}x` })).toMatchObject({ sentence: String(fits.length + 1) });
    const unlimited = clientOf(serve({ readMaxBytes: Number.POSITIVE_INFINITY }));
    expect(await unlimited.say({ sentence: `${fits}x` })).toMatchObject({ sentence: String(fits.length + 1) });
  });

  it("limits a call to maxTimeoutMs, whether the client asks for more or for none", async () => {
    const client = clientOf(serve({ maxTimeoutMs: 60_000 }));
    for (const options of [{}, { timeoutMs: 3_600_000 }]) {
      given.length = 0;
      await client.say({}, options);
      await client.introduce({}, options)[Symbol.asyncIterator]().next();
      expect(given).toHaveLength(2);
      for (const timeoutMs of given) {
        expect(timeoutMs).toBeGreaterThan(0);
        expect(timeoutMs).toBeLessThanOrEqual(60_000);
      }
    }
  });

  it("keeps a shorter timeout of the client", async () => {
    given.length = 0;
    await clientOf(serve({ maxTimeoutMs: 3_600_000 })).say({}, { timeoutMs: 60_000 });
    expect(given[0]).toBeLessThanOrEqual(60_000);
  });

  it.each([undefined, 0, Number.POSITIVE_INFINITY])("sets no limit for %s", async (maxTimeoutMs) => {
    given.length = 0;
    const client = clientOf(serve(maxTimeoutMs === undefined ? {} : { maxTimeoutMs }));
    await client.say({});
    await client.say({}, { timeoutMs: 3_600_000 });
    expect(given[0]).toBe(undefined);
    expect(given[1]).toBeGreaterThan(60_000);
  });
});

it.each([
  [
    "an implementation that waits",
    () => new ReadableStream({ start: (body) => body.enqueue(Uint8Array.of(0x7b, 0x7d)) }),
  ],
  ["a request that never ends", () => new ReadableStream()],
])("%s is ended after maxTimeoutMs", async (_, body) => {
  const wait = createFetchHandler({
    maxTimeoutMs: 20,
    services: [
      service(DemoService, {
        wait: (_, ctx) =>
          new Promise((_, reject) => ctx.signal.addEventListener("abort", () => reject(ctx.signal.reason))),
      }),
    ],
  });
  const lifted = toFetchHandler(
    createSyncHandler({ maxTimeoutMs: 20, services: [serviceSync(DemoService, { wait: () => ({}) })] }),
  );
  for (const handler of [wait, lifted]) {
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: body(), duplex: "half" } as RequestInit;
    const response = await handler("http://localhost/demo.v1.DemoService/Wait", init);
    expect(response.status).toBe(504);
    expect(await response.json()).toMatchObject({ code: "deadline_exceeded", message: "timed out after 20 ms" });
  }
});

it("an in-memory server has the same limits", async () => {
  const say = service(DemoService, { say: ({ sentence }) => ({ sentence: String(sentence.length) }) });
  const sentence = "x".repeat(4 * mebibyte);
  const client = createClient(DemoService, createInMemoryTransport({ services: [say] }));
  await expect(client.say({ sentence })).rejects.toMatchObject({ code: Code.ResourceExhausted });
  const generous = createInMemoryTransport({ services: [say], readMaxBytes: 5 * mebibyte });
  expect(await createClient(DemoService, generous).say({ sentence })).toMatchObject({ sentence: String(4 * mebibyte) });
});

it("a converted server holds a body of up to four messages of the largest size in memory", async () => {
  const summarize = serviceSync(DemoService, { summarize: (requests) => ({ sentences: [...requests].length }) });
  const handler = toFetchHandler(createSyncHandler({ services: [summarize], readMaxBytes: 1000 }));
  const client = createClient(
    DemoService,
    createConnectTransport({ baseUrl: "/", fetch: handler, sendCompression: null }),
  );
  const large = { sentence: "x".repeat(990) };
  expect(await client.summarize([large, large, large, large])).toMatchObject({ sentences: 4 });
  await expect(client.summarize([large, large, large, large, large])).rejects.toMatchObject({
    code: Code.ResourceExhausted,
    rawMessage: "message is larger than configured max 4000",
  });
});
