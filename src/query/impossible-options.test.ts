/**
 * Options that compilers do not check in JavaScript: each invalid one is rejected by name, as a ConnectError, where it
 * was given.
 */
import { QueryClient, QueryObserver } from "@tanstack/query-core";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import { Code } from "../core/code.ts";
import { createInMemoryTransport } from "../server/in-memory-transport.ts";
import { service } from "../server/service.ts";
import { rpcRetry } from "./retry.ts";
import { createRpcQuery, type RpcQuery } from "./rpc-query.ts";
import { rpcSerialization } from "./serialization.ts";

const transport = createConnectTransport({ baseUrl: "https://a.example" });
/** As JavaScript sees it. */
const rpc = createRpcQuery({ transport }) as unknown as Record<keyof RpcQuery, (...args: unknown[]) => unknown>;
const { say, tick, summarize } = DemoService.method;
const { listNotes, addNote } = NotesService.method;

const refusal = (words: string) =>
  expect.objectContaining({
    name: "ConnectError",
    code: Code.InvalidArgument,
    rawMessage: expect.stringContaining(words),
  });

const noNumber = [Number.NaN, -1, "3", null, 5n, {}];
const noFunction = [null, "x", {}, 1];

describe("options of a stream", () => {
  it.each<[string, readonly unknown[]]>([
    ["mode", ["newest", "", null, 1, {}, { initial: 0 }, { initial: 0, reduce: "sum" }, ["latest"]]],
    ["limit", [...noNumber, 0, 1.5, Number.NEGATIVE_INFINITY]],
    ["heartbeatMs", [...noNumber, 0]],
    ["lingerMs", noNumber],
    ["waitMs", noNumber],
    ["staleTime", [...noNumber, () => 0]],
    ["ssr", [true, "all", null, 1]],
    ["reconnect", ["yes", null, 3, () => true]],
    ["resume", noFunction],
    ["select", noFunction],
    ["onMessage", noFunction],
    ["onBatch", noFunction],
    ["keyHeaders", ["accept-language", [1], {}, null]],
    ["call", [null, "x"]],
  ])("an invalid %s is rejected", (name, values) => {
    for (const value of values) {
      expect(() => rpc.streamOptions(tick, {}, { [name]: value })).toThrow(refusal(`${name} is `));
    }
  });

  it.each<[string, readonly unknown[]]>([
    ["maxAttempts", noNumber],
    ["initialDelayMs", noNumber],
    ["maxDelayMs", noNumber],
    ["shouldReconnect", noFunction],
  ])("an invalid reconnect.%s is rejected", (name, values) => {
    for (const value of values) {
      expect(() => rpc.streamOptions(tick, {}, { reconnect: { [name]: value } })).toThrow(
        refusal(`reconnect.${name} is `),
      );
    }
  });

  it("are accepted if valid", () => {
    for (const options of [
      { limit: 1, heartbeatMs: 1, lingerMs: 0, waitMs: 0, staleTime: 0, mode: "latest", ssr: "first", reconnect: {} },
      { limit: Infinity, heartbeatMs: Infinity, lingerMs: Infinity, waitMs: Infinity, staleTime: Infinity },
      { reconnect: { maxAttempts: 0, initialDelayMs: 0, maxDelayMs: Infinity }, mode: { reduce: () => 0 } },
      { limit: undefined, mode: undefined, reconnect: undefined, select: undefined, ssr: undefined, call: undefined },
      { reconnect: false, ssr: false, mode: "collect" },
    ]) {
      expect(() => rpc.streamOptions(tick, {}, options)).not.toThrow();
    }
  });
});

describe("options of queries and mutations", () => {
  it.each<[string, (value: unknown) => unknown, readonly unknown[]]>([
    ["keyHeaders", (keyHeaders) => rpc.queryOptions(say, {}, { keyHeaders }), ["a", [1], null]],
    ["call", (call) => rpc.queryOptions(say, {}, { call }), [null, "x"]],
    [
      "pageParam",
      (pageParam) => rpc.infiniteQueryOptions(listNotes, {}, { pageParam }),
      [undefined, "page", 7, "", null],
    ],
    [
      "invalidates",
      (invalidates) => rpc.mutationOptions(addNote, { invalidates }),
      [NotesService, "x", [undefined], [{}]],
    ],
    ["optimistic", (optimistic) => rpc.mutationOptions(addNote, { optimistic }), [[], null, "x"]],
    ["kind", (kind) => rpc.key({ method: say, kind }), ["finite", "", null, 1]],
    ["method", (method) => rpc.key({ method }), ["say", {}, null, DemoService]],
    ["service", (service) => rpc.key({ service }), ["demo.v1.DemoService", null, say]],
    ["method", (input) => rpc.key({ service: DemoService, input }), [{ sentence: "a" }]],
    ["method", (scope) => rpc.key({ scope }), [{ tenant: 1 }]],
    ["transportKey", (transportKey) => createRpcQuery({ transport, transportKey } as never), [1, null, {}]],
    ["transport", (transport) => createRpcQuery({ transport } as never), [undefined, null, {}, { unary: () => {} }]],
    [
      "registry",
      (registry) => rpcSerialization({ registry } as never),
      [undefined, null, NotesService, [undefined], ["x"]],
    ],
  ])("an invalid %s is rejected", (name, give, values) => {
    for (const value of values) {
      expect(() => give(value)).toThrow(refusal(name));
    }
  });

  it.each(["maxRetries", "initialDelayMs", "maxDelayMs"])(
    "%s of rpcRetry is rejected if it is not a number",
    (name) => {
      for (const value of noNumber) {
        expect(() => rpcRetry({ [name]: value })).toThrow(refusal(`${name} is `));
      }
    },
  );

  it("invalid codes of rpcRetry are rejected, including the numbers of other libraries", () => {
    for (const codes of [[14], ["UNAVAILABLE"], [undefined], "unavailable", null, [Code.Unavailable, 8]]) {
      expect(() => rpcRetry({ codes } as never)).toThrow(refusal("codes is "));
    }
    expect(() => rpcRetry({ codes: [14] as never })).toThrow(refusal("codes is [14], expected a list of codes"));
    expect(() => rpcRetry({ codes: [] })).not.toThrow();
  });

  it("a registry may be an iterable that can be read only once", () => {
    const { serializeData } = rpcSerialization({ registry: [NotesService].values() });
    expect(() => serializeData({ $typeName: "demo.v1.Note", id: 0n, text: "", color: new Uint8Array() })).not.toThrow();
  });

  it("headers that cannot be sent fail with their call, not during rendering", async () => {
    const client = new QueryClient();
    const withDefaults = createRpcQuery({ transport, defaults: { call: { headers: { a: "1" } } } });
    for (const headers of [{ "no name": "1" }, { name: "\u{1f9e2}" }] as Record<string, string>[]) {
      const options = withDefaults.queryOptions(say, {}, { call: { headers }, keyHeaders: ["a"] });
      await expect(client.fetchQuery(options)).rejects.toEqual(refusal("cannot be sent"));
    }
  });
});

describe("a method", () => {
  const paging = { pageParam: "pageToken" };
  it.each<[string, () => unknown, string]>([
    [
      "a stream is not a query",
      () => rpc.queryOptions(tick),
      "DemoService/Tick is server-streaming: queryOptions cannot call it",
    ],
    ["a stream has no pages", () => rpc.infiniteQueryOptions(tick, {}, paging), "but streamOptions can"],
    ["a stream is not a mutation", () => rpc.mutationOptions(tick), "but streamOptions can"],
    ["a client stream is not a query", () => rpc.queryOptions(summarize), "but mutationOptions, call can"],
    ["a unary call is not a stream", () => rpc.streamOptions(say, {}), "Say is unary: streamOptions cannot call it"],
    ["a missing method", () => rpc.queryOptions(undefined), "queryOptions got no method"],
    ["a missing method of a stream", () => rpc.streamOptions(undefined, {}), "streamOptions got no method"],
  ])("is rejected where it cannot be called: %s", (_, give, words) => {
    expect(give).toThrow(refusal(words));
  });

  it("is rejected with a promise where it is called immediately", async () => {
    await expect(rpc.call(tick, {})).rejects.toEqual(refusal("DemoService/Tick is server-streaming"));
    await expect(rpc.call(undefined, {})).rejects.toEqual(refusal("call got no method"));
  });
});

it("a mutation whose invalidates throws, or does not return a list, still ends", async () => {
  const server = createInMemoryTransport({
    services: [service(NotesService, { addNote: () => ({}), listNotes: () => ({}) })],
  });
  const client = new QueryClient();
  onTestFinished(() => {
    client.clear();
    server.close();
  });
  const notes = createRpcQuery({ transport: server });
  const list = notes.queryOptions(listNotes, {});
  const observer = new QueryObserver(client, list);
  onTestFinished(observer.subscribe(() => {}));
  await client.fetchQuery(list);
  const thrown = new Error("a mistake");
  for (const [invalidates, reason] of [
    [() => NotesService, refusal("invalidates is ")],
    [
      () => {
        throw thrown;
      },
      thrown,
    ],
  ] as const) {
    const optimistic = () => [{ queryKey: list.queryKey, update: (data: unknown) => ({ ...(data as object) }) }];
    const options = notes.mutationOptions(addNote, { invalidates: invalidates as never, optimistic });
    const mutation = client.getMutationCache().build(client, options as never);
    await expect(mutation.execute({} as never)).rejects.toEqual(reason);
    const fetched = vi.fn();
    await client.invalidateQueries({ queryKey: list.queryKey }).then(fetched); // nothing waits for its changes
    expect(fetched).toHaveBeenCalled();
  }
});
