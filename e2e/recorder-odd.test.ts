import { create, createFileRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { AnySchema, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import {
  connect,
  connectUnary,
  createClient,
  createConnectTransport,
  createTransport,
  type FetchLike,
  type Interceptor,
  type MethodInfo,
  protoBinary,
} from "farcall";
import type { Hook } from "farcall/devtools";
import { createInMemoryTransport, service } from "farcall/server";
import fc from "fast-check";
import { describe, expect, inject, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { type Sample, SampleSchema, sample, sampleFields } from "./message-sample.ts";
import { bytesOf, RecordedPage } from "./recorded-page.ts";
import { collect } from "./servers/collect.ts";

const { demo } = inject("addresses");

/** A method whose messages have every kind of field. */
const echoSample: MethodInfo<Sample, Sample> = {
  name: "Echo",
  serviceName: "sample.Samples",
  kind: "unary",
  idempotencyLevel: "unknown",
  input: SampleSchema,
  output: SampleSchema,
};

/** Responds with the bytes of the request. */
const echo: FetchLike = async (_, { body }) => new Response(body, { headers: { "content-type": "application/proto" } });

const sampleTransport = (interceptors: Interceptor[] = []) =>
  createTransport({
    baseUrl: "http://localhost",
    protocol: connectUnary(),
    codec: protoBinary(),
    fetch: echo,
    interceptors,
  });

describe("the recorder", () => {
  it("shows every message unchanged, whatever it contains, with only the schema that it provides", async () => {
    const page = await RecordedPage.open({ maxCalls: 2 });
    const transport = sampleTransport([page.attach]);
    await fc.assert(
      fc.asyncProperty(sampleFields, async (fields) => {
        const answer = await transport.unary(echoSample, sample(fields));
        const { id } = page.row;
        const { output, files } = page.schema(id);
        const registry = createFileRegistry({
          $typeName: "google.protobuf.FileDescriptorSet",
          file: files.map((file) => fromBinary(FileDescriptorProtoSchema, bytesOf(file))),
        });
        const schema = registry.getMessage(output);
        expect(schema && toBinary(schema, fromBinary(schema, page.body("response", { id })))).toEqual(
          toBinary(SampleSchema, answer),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("resends every message unchanged: maps, oneofs, bytes, unknown fields, 64-bit numbers", async () => {
    const page = await RecordedPage.open({ maxCalls: 3 });
    const transport = sampleTransport([page.attach]);
    await fc.assert(
      fc.asyncProperty(sampleFields, async (fields) => {
        await transport.unary(echoSample, sample(fields));
        const first = page.row.id;
        expect(page.command({ do: "resend", call: first })).toMatchObject({ ok: true });
        const { id } = await page.rowWhen(({ resentFrom, end }) => resentFrom === first && end);
        expect(page.body("request", { id })).toEqual(page.body("request", { id: first }));
      }),
      { numRuns: 50 },
    );
  });

  it("keeps an Any of an unknown type, in a message and in an error", async () => {
    const page = await RecordedPage.open();
    const detail = create(AnySchema, { typeUrl: "type.googleapis.com/nobody.Knows", value: Uint8Array.of(1, 2, 3) });
    await sampleTransport([page.attach]).unary(echoSample, sample({ detail }));
    expect(page.row).not.toHaveProperty("code");
    const body = JSON.stringify({ code: "aborted", details: [{ type: "nobody.Knows", value: "AQID" }] });
    const fetch: FetchLike = async () =>
      new Response(body, { status: 409, headers: { "content-type": "application/json" } });
    const failing = createClient(DemoService, createConnectTransport({ baseUrl: "http://localhost", fetch }));
    await failing.say({}).catch(() => {});
    expect(page.row).toMatchObject({ code: "aborted", why: "server" });
    expect(page.details().error?.details).toEqual([{ type: "nobody.Knows", value: "AQID" }]);
  });

  it("shows what it can of messages that are not protobuf-es's", async () => {
    const page = await RecordedPage.open();
    const json = {
      name: "json",
      encode: (_: unknown, message: unknown) => new TextEncoder().encode(JSON.stringify(message)),
      decode: (_: unknown, bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)),
    };
    const fetch: FetchLike = async (_, { body }) =>
      new Response(body, { headers: { "content-type": "application/json" } });
    const transport = createTransport({
      baseUrl: "http://localhost",
      protocol: connectUnary(),
      codec: json,
      fetch,
      interceptors: [page.attach],
    });
    const type = { typeName: "own.Message" };
    await transport.unary(
      { ...echoSample, input: type, output: type } as never,
      { a: undefined, __proto__: 5, hasOwnProperty: 1 } as never,
    );
    expect(page.row).toMatchObject({ codec: "json", method: "Echo" });
    expect(page.hook.schema(page.row.id)).toBe("null");
    expect(new TextDecoder().decode(page.body("response"))).toBe('{"hasOwnProperty":1}');
    expect(page.command({ do: "resend", call: page.row.id })).toMatchObject({ ok: false });
  });

  it.each<[string, FetchLike]>([
    ["returns nothing", async () => undefined as never],
    ["returns something else", async () => ({ status: 200 }) as never],
    [
      "throws synchronously",
      () => {
        throw new Error("no fetch");
      },
    ],
    ["throws undefined", async () => Promise.reject()],
    [
      "throws a value that throws when it is read",
      async () =>
        Promise.reject(
          new Proxy(
            {},
            {
              get() {
                throw new Error("no");
              },
            },
          ),
        ),
    ],
    [
      "returns a frozen response",
      async () => Object.freeze(new Response(null, { headers: { "content-type": "application/proto" } })),
    ],
    [
      "returns a plain object, as fetches of other environments do",
      async () => {
        const headers = new Headers({ "content-type": "application/proto" });
        return {
          status: 200,
          headers,
          body: null,
          bodyUsed: false,
          arrayBuffer: async () => new ArrayBuffer(0),
        } as never;
      },
    ],
    [
      "returns a response whose body has been read",
      async () => {
        const response = new Response("x", { headers: { "content-type": "application/proto" } });
        await response.text();
        return response;
      },
    ],
  ])("changes nothing with a fetch that %s, and still answers queries", async (_, fetch) => {
    const page = await RecordedPage.open();
    const outcome = async (interceptors: Interceptor[]) => {
      const options = { baseUrl: "http://localhost", protocol: connect(), codec: protoBinary(), fetch, interceptors };
      const client = createClient(DemoService, createTransport(options));
      const told = (work: Promise<unknown>) =>
        work.then(
          () => "ok",
          ({ code, rawMessage }) => [code, rawMessage],
        );
      return [await told(client.say({})), await told(collect(client.introduce({})))];
    };
    const spy: Interceptor = { onStart() {} };
    expect(await outcome([page.attach, spy])).toEqual(await outcome([spy]));
    expect(page.drain()).toMatchObject({ kept: 2, calls: [{}, {}] });
    for (const { id } of page.drain().calls) {
      expect(page.details(id)).not.toBeNull();
      expect(page.chunks(id, 0, "response")).toBeDefined();
    }
  });

  it("returns valid JSON, whatever servers and applications send", async () => {
    const page = await RecordedPage.open();
    const odd = ["\ud800", "\u2028", "</script><img src=x onerror=alert(1)>", "__proto__", "\0", "x".repeat(100_000)];
    for (const message of odd) {
      const interceptors: Interceptor[] = [{ interceptUnary: () => Promise.reject(new Error(message)) }];
      const client = createClient(DemoService, createConnectTransport({ baseUrl: demo, interceptors }));
      await client.say({ sentence: "x" }).catch(() => {});
      expect(page.row.message?.length).toBeLessThanOrEqual(500);
      expect(page.details().error?.message).toBe(message.slice(0, 64 * 1024));
    }
    expect(page.drain()).toMatchObject({ faults: 0, kept: odd.length });
  });

  it("never throws, whatever the query", async () => {
    const page = await RecordedPage.open();
    await createClient(DemoService, createConnectTransport({ baseUrl: demo })).say({ sentence: "x" });
    const { id } = page.row;
    const anything = fc.oneof(
      fc.anything(),
      fc.constantFrom<unknown>({ toString: [] }, { valueOf: 1, toString: 1 }, Object.create(null), Symbol.iterator, 1n),
      fc.constantFrom<unknown>(id, 0, "request", "response", "__proto__", Number.NaN, -1, 2 ** 53),
    );
    const members = ["drain", "details", "chunks", "schema", "command"] satisfies (keyof Hook)[];
    fc.assert(
      fc.property(fc.constantFrom(...members), fc.array(anything, { maxLength: 5 }), (member, args) => {
        const answer = (page.hook[member] as (...args: unknown[]) => string)(...args);
        expect(typeof answer).toBe("string");
        JSON.parse(answer);
      }),
    );
  });

  it("removes a reported call that is no longer kept, and says so", async () => {
    const page = await RecordedPage.open({ maxCalls: 3 });
    const client = createClient(DemoService, createConnectTransport({ baseUrl: demo }));
    await client.say({ sentence: "1" });
    const { seq, calls } = page.drain();
    for (const sentence of ["2", "3", "4"]) {
      await client.say({ sentence });
    }
    expect(page.drain(seq)).toMatchObject({ kept: 3, dropped: 1, gone: [calls[0]?.id] });
    expect(page.hook.details(String(calls[0]?.id))).toBe("null");
  });

  it("reports a thousand calls in parts, each once, and none that has not changed", async () => {
    const page = await RecordedPage.open({ maxCalls: 1000 });
    const transport = createInMemoryTransport({
      services: [service(DemoService, { say: ({ sentence }) => ({ sentence }) })],
    });
    const client = createClient(DemoService, transport);
    await Promise.all(Array.from({ length: 1000 }, () => client.say({ sentence: "x" })));
    const ids: string[] = [];
    let parts = 0;
    for (let after = 0, more = true; more; parts++) {
      const part = page.drain(after, 50_000);
      ids.push(...part.calls.map(({ id }) => id));
      ({ seq: after, more } = part);
      if (!more) {
        expect(page.drain(after)).toMatchObject({ calls: [], seq: after, more: false });
      }
    }
    expect(parts).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(1000);
    expect(ids).toHaveLength(1000);
    expect(page.hook.drain(0).length / 1000).toBeLessThan(700);
  });

  it("reports a stream of 100,000 messages as a single row", async () => {
    const page = await RecordedPage.open();
    const transport = createInMemoryTransport({
      services: [
        service(DemoService, {
          async *tick({ count }) {
            for (let index = 0n; index < count; index++) {
              yield { index };
            }
          },
        }),
      ],
    });
    let seen = 0;
    for await (const batch of createClient(DemoService, transport).tick({ count: 100_000n }).batches()) {
      seen += batch.length;
    }
    expect(seen).toBe(100_000);
    const { calls, seq } = page.drain();
    expect(calls).toMatchObject([{ attempts: [{ responses: 100_000 }] }]);
    expect(seq).toBeLessThan(10);
  });

  it("keeps a message of 5 MB in full, and returns it in parts", async () => {
    const page = await RecordedPage.open();
    const client = createClient(DemoService, createConnectTransport({ baseUrl: demo }));
    await client.large({ sizeBytes: 5_000_000 });
    expect(page.details().attempts[0]?.response).toMatchObject({ bytes: expect.any(Number) });
    expect(page.body("response").length).toBeGreaterThan(5_000_000);
    await collect(client.tick({ count: 5n }));
    await page.rowWhen(({ end }) => end);
    expect(page.drain().kept).toBe(2);
  });
});
