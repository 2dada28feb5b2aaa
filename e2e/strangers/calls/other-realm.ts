/**
 * Values from another realm (an iframe, Node outside a `vm` context, jest): they behave like ours, but are instances of
 * other classes.
 */
import { QueryClient } from "@tanstack/query-core";
import {
  Code,
  type Codec,
  type Compression,
  createClient,
  createConnectTransport,
  type Metadata,
  protoBinary,
} from "farcall";
import { createRpcQuery, rpcSerialization } from "farcall/query";
import { createFetchHandler } from "farcall/server";
import { createSyncClient, createSyncHandler, createSyncTransport, serviceSync } from "farcall/sync";
import { demoService } from "../../../playground/demo/demo-service.ts";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "../../servers/collect.ts";
import { connectEnd, frame, sentence } from "../../servers/frames.ts";
import { BlobSchema, BlobService, blobTransport } from "./blob-service.ts";
import type { Case } from "./case.ts";
import { equal, failsWith } from "./check.ts";
import type { Realm } from "./world.ts";

export const otherRealm: Case[] = [
  {
    name: "is another realm, as these tests require",
    run: async ({ realm }) => equal(new realm.Uint8Array() instanceof Uint8Array, false),
  },
  {
    name: "sends bytes from it, in every kind of field",
    run: async ({ realm }) => {
      const content = bytes(realm, 1, 2, 254);
      const client = createClient(BlobService, blobTransport());
      const kept = await client.keep({ content, parts: { a: content } });
      equal([...kept.content, ...(kept.parts.a ?? [])], [1, 2, 254, 1, 2, 254]);
    },
  },
  {
    name: "has the same query key for bytes from it",
    run: async ({ realm }) => {
      const rpc = createRpcQuery({ transport: blobTransport() });
      const { keep, watch } = BlobService.method;
      const ours = { content: Uint8Array.of(1, 2), parts: { a: Uint8Array.of(3) } };
      const theirs = { content: bytes(realm, 1, 2), parts: { a: bytes(realm, 3) } };
      equal(rpc.queryOptions(keep, theirs).queryKey, rpc.queryOptions(keep, ours).queryKey);
      equal(rpc.streamOptions(watch, theirs).queryKey, rpc.streamOptions(watch, ours).queryKey);
      equal(rpc.key({ method: keep, input: theirs }), rpc.key({ method: keep, input: ours }));
    },
  },
  {
    name: "serializes bytes, maps, sets, dates and errors from it, and restores them",
    run: async ({ realm }) => {
      const { serialize, deserialize } = rpcSerialization({ registry: [BlobSchema] });
      const saved = {
        content: bytes(realm, 1, 2),
        map: new realm.Map([["a", bytes(realm, 3)]]),
        set: new realm.Set([4]),
        date: new realm.Date(5),
        error: new realm.TypeError("theirs"),
      };
      const restored = deserialize<typeof saved>(serialize(saved));
      equal([...restored.content], [1, 2]);
      equal([...(restored.map.get("a") ?? [])], [3]);
      equal([restored.set.has(4), restored.date.getTime(), restored.error.message], [true, 5, "theirs"]);
    },
  },
  {
    name: "keeps the identity of cached data when the same bytes arrive from it",
    run: async ({ realm }) => {
      const rpc = createRpcQuery({ transport: blobTransport() });
      const queryClient = new QueryClient();
      const options = rpc.queryOptions(BlobService.method.keep, { content: Uint8Array.of(1) });
      const cached = await queryClient.fetchQuery(options);
      for (const content of [Uint8Array.of(1), bytes(realm, 1)]) {
        queryClient.setQueryData(options.queryKey, { ...cached, content });
        await queryClient.fetchQuery(options);
        equal(queryClient.getQueryData(options.queryKey) === cached, true);
      }
    },
  },
  {
    name: "reads responses, headers, streams and bytes of its classes",
    run: async ({ realm }) => {
      const unary = theirFetch(realm, "application/proto", sentence("one"));
      equal((await demoOver({ fetch: unary }).say({})).sentence, "one");
      const body = [frame(0, sentence("one")), frame(0, sentence("two")), connectEnd()];
      const fetch = theirFetch(realm, "application/connect+proto", ...body);
      const received = await collect(demoOver({ fetch }).introduce({}));
      equal(
        received.map((it) => it.sentence),
        ["one", "two"],
      );
    },
  },
  {
    name: "refuses a message above readMaxBytes in a response of its classes",
    run: async ({ realm }) => {
      const unary = theirFetch(realm, "application/proto", sentence("x".repeat(100)));
      await failsWith(Code.ResourceExhausted, demoOver({ fetch: unary, readMaxBytes: 50 }).say({}));
      const stream = theirFetch(realm, "application/connect+proto", frame(0, sentence("x".repeat(100))), connectEnd());
      await failsWith(Code.ResourceExhausted, collect(demoOver({ fetch: stream, readMaxBytes: 50 }).introduce({})));
    },
  },
  {
    name: "serves requests of its classes",
    run: async ({ realm }) => {
      const handler = createFetchHandler({ services: [demoService()] });
      const fetch = (url: string, init: RequestInit) => {
        const { signal: _, ...rest } = init; // theirs accepts only its own signals
        return handler(new realm.Request(url, rest));
      };
      const client = demoOver({ fetch });
      equal((await client.say({ sentence: "hi" })).sentence, "You said: hi");
      equal((await client.summarize([{ sentence: "one two" }, { sentence: "three" }])).words, 3);
    },
  },
  {
    name: "ends a call with a signal from it, with that signal's reason as the cause",
    run: async (world) => {
      const controller = new world.realm.AbortController();
      const { signal } = controller;
      const client = world.demo("Connect");
      const calls = [
        client.wait({ durationMs: 60_000 }, { signal }),
        collect(client.tick({ perSecond: 20 }, { signal })),
      ];
      setTimeout(() => controller.abort("mine"), 30);
      const errors = await Promise.all(calls.map((call) => failsWith(Code.Canceled, call)));
      equal(
        errors.map(({ cause }) => cause),
        ["mine", "mine"],
      );
    },
  },
  {
    name: "recognizes its errors by their names",
    run: async ({ realm }) => {
      const timeout = () => Promise.reject(new realm.DOMException("too slow", "TimeoutError"));
      await failsWith(Code.DeadlineExceeded, demoOver({ fetch: timeout }).say({}));
      const network = () => Promise.reject(new realm.TypeError("Failed to fetch"));
      await failsWith(Code.Unavailable, demoOver({ fetch: network }).say({}), /Failed to fetch/);
    },
  },
  {
    name: "accepts its Headers",
    run: async (world) => {
      const headers = new world.realm.Headers({ "x-theirs": "1" });
      const { received } = await world.demo("Connect").echo({}, { headers });
      equal(received["x-theirs"], "1");
      const seen: (string | null)[] = [];
      const onHeader = (it: Metadata) => void seen.push(it.get("x-their-answer"));
      const fetch = async () =>
        new world.realm.Response(sentence("one") as Uint8Array<ArrayBuffer>, {
          headers: new world.realm.Headers({ "content-type": "application/proto", "x-their-answer": "2" }),
        });
      await demoOver({ fetch }).say({}, { onHeader });
      equal(seen, ["2"]);
    },
  },
  {
    name: "sends the messages of its streams and lists",
    run: async (world) => {
      const list = new world.realm.Array({ sentence: "one two" }, { sentence: "three" });
      equal((await world.demo("Connect").summarize(list)).words, 3);
      const stream = new world.realm.ReadableStream<{ sentence: string }>({
        start(controller) {
          controller.enqueue({ sentence: "one two" });
          controller.close();
        },
      });
      equal((await world.demo("Connect").summarize(stream)).words, 2);
    },
  },
  {
    name: "accepts the results of its codecs and compressions",
    run: async (world) => {
      const { realm } = world;
      const own = protoBinary();
      const theirs = (it: Uint8Array) => realm.Uint8Array.from(it);
      const codec: Codec = { ...own, encode: (type, message) => theirs(own.encode(type, message)) };
      const reverse = reversing(realm);
      const options = { codec, acceptCompression: [reverse], sendCompression: reverse, compressMinBytes: 0 };
      const handler = createFetchHandler({ services: [demoService()], compressions: [reverse] });
      const client = demoOver({ ...options, fetch: handler });
      equal((await client.say({ sentence: "hi" })).sentence, "You said: hi");
      equal((await collect(client.introduce({}))).length, 5);
    },
  },
  {
    name: "accepts the results of its compressions in a synchronous call",
    run: async ({ realm }) => {
      const reverse = reversing(realm);
      const send = createSyncHandler({
        services: [serviceSync(DemoService, { say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }) })],
        compressions: [reverse],
      });
      const compressions = { acceptCompression: [reverse], sendCompression: reverse, compressMinBytes: 0 };
      const transport = createSyncTransport({ baseUrl: "http://localhost", send, ...compressions });
      equal(createSyncClient(DemoService, transport).say({ sentence: "hi" }).sentence, "You said: hi");
    },
  },
];

function bytes(realm: Realm, ...values: number[]): Uint8Array<ArrayBuffer> {
  return realm.Uint8Array.of(...values);
}

/** A compression that returns bytes of that realm. */
function reversing(realm: Realm): Compression {
  const reverse = (it: Uint8Array) => realm.Uint8Array.from(it).reverse();
  return { name: "reverse", compress: reverse, decompress: reverse };
}

function demoOver(options: Partial<Parameters<typeof createConnectTransport>[0]>) {
  return createClient(DemoService, createConnectTransport({ baseUrl: "http://localhost", ...options }));
}

/** A fetch of that realm, whose chunks are that realm's arrays. */
function theirFetch(realm: Realm, type: string, ...chunks: Uint8Array[]): () => Promise<Response> {
  return async () => {
    const body = new realm.ReadableStream({
      start(controller) {
        for (const chunk of chunks) {
          controller.enqueue(realm.Uint8Array.from(chunk));
        }
        controller.close();
      },
    });
    return new realm.Response(body, { headers: { "content-type": type } });
  };
}
