import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { QueryClient, skipToken } from "@tanstack/query-core";
import { describe, expect, it } from "vitest";
import { ConverseRequestSchema, DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { ListNotesRequestSchema, NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import type { RpcQueryKey } from "./query-key.ts";
import { createRpcQuery } from "./rpc-query.ts";

const transport = createConnectTransport({ baseUrl: "https://a.example" });
const rpc = createRpcQuery({ transport, transportKey: "a" });
const { say, tick, converse } = DemoService.method;
const { listNotes } = NotesService.method;
const getNextPageParam = () => undefined;

/** Counts the entries that a key matches. */
function found(entries: readonly { queryKey: RpcQueryKey }[], queryKey: readonly unknown[]): number {
  const client = new QueryClient();
  for (const entry of entries) {
    client.setQueryData<unknown>([...entry.queryKey], {});
  }
  return client.getQueryCache().findAll({ queryKey }).length;
}

describe("an input that is skipped", () => {
  const paging = { pageParam: "pageToken", getNextPageParam } as const;
  const pairs = [
    [rpc.queryOptions(listNotes, skipToken), rpc.queryOptions(listNotes, {})],
    [rpc.infiniteQueryOptions(listNotes, skipToken, paging), rpc.infiniteQueryOptions(listNotes, {}, paging)],
    [rpc.streamOptions(tick, skipToken), rpc.streamOptions(tick, {})],
    [rpc.streamOptions(converse, skipToken), rpc.streamOptions(converse, [])],
  ] as const;

  it("has another key than the empty request", () => {
    for (const [skipped, empty] of pairs) {
      expect(skipped.queryKey).not.toEqual(empty.queryKey);
    }
  });

  it("is matched by its method, but not by any request", () => {
    const [skipped] = pairs[0];
    expect(found([skipped], rpc.key({ method: listNotes }))).toBe(1);
    expect(found([skipped], rpc.key({ method: listNotes, kind: "query" }))).toBe(1);
    expect(found([skipped], rpc.key({ method: listNotes, input: {} }))).toBe(0);
    expect(found([skipped], rpc.key({ method: listNotes, input: { notebook: "" } }))).toBe(0);
  });
});

describe("the key of a transport", () => {
  it("is unique if it has no name, whatever others are named", () => {
    const transports = Array.from({ length: 20 }, () => createConnectTransport({ baseUrl: "https://a.example" }));
    const keys = transports.map((each) => createRpcQuery({ transport: each }).transportKey);
    expect(new Set(keys).size).toBe(20);
    expect(keys.filter((key) => !key.startsWith("~"))).toEqual([]);
    const [first] = transports;
    expect(first && createRpcQuery({ transport: first }).transportKey).toBe(keys[0]);
  });

  it("is unique even if this package is on the page twice", async () => {
    const paths = ["./transport-key.ts?one", "./transport-key.ts?other"];
    const copies: typeof import("./transport-key.ts")[] = await Promise.all(
      paths.map((path) => import(/* @vite-ignore */ path)),
    );
    expect(copies[0]).not.toBe(copies[1]);
    const keys = copies.map(({ transportKeyOf }) => transportKeyOf({ ...transport }));
    expect(keys[0]).not.toBe(keys[1]);
  });
});

describe("a filter by input", () => {
  it("matches a bidirectional stream by the list of its requests, or by some fields of each", () => {
    const hello = rpc.streamOptions(converse, [{ sentence: "hello" }]);
    const both = rpc.streamOptions(converse, [{ sentence: "hello" }, { sentence: "bye" }]);
    const none = rpc.streamOptions(converse, []);
    const all = [hello, both, none];
    expect(found(all, rpc.key({ method: converse }))).toBe(3);
    expect(found(all, rpc.key({ method: converse, input: [{ sentence: "hello" }] }))).toBe(1);
    expect(found(all, rpc.key({ method: converse, input: [{ sentence: "hello" }, {}] }))).toBe(1);
    expect(found(all, rpc.key({ method: converse, input: [] }))).toBe(1);
    expect(found([hello], rpc.key({ method: converse, input: [{ sentence: "bye" }] }))).toBe(0);
    expect(found(all, rpc.service(DemoService).converse.key({ input: [{}] }))).toBe(1);
  });
});

describe("a filter by a message", () => {
  it("matches the calls that have the fields it has set", () => {
    const entries = ["a", "b"].map((notebook) => rpc.queryOptions(listNotes, { notebook, pageSize: 5 }));
    const find = (fields: MessageInitShape<typeof ListNotesRequestSchema>) =>
      found(entries, rpc.key({ method: listNotes, input: create(ListNotesRequestSchema, fields) }));
    expect([find({ notebook: "a" }), find({ pageSize: 5 }), find({}), find({ notebook: "c" })]).toEqual([1, 2, 2, 0]);
    const hello = [rpc.streamOptions(converse, [{ sentence: "hello" }, { sentence: "" }])];
    const sentence = (text: string) => create(ConverseRequestSchema, { sentence: text });
    expect(found(hello, rpc.key({ method: converse, input: [sentence("hello"), sentence("")] }))).toBe(1);
    expect(found(hello, rpc.key({ method: converse, input: [sentence(""), sentence("hello")] }))).toBe(0);
  });
});

describe("a filter by scope", () => {
  it("matches what a method has cached for one of the scopes on a page", () => {
    const entries = [
      rpc.queryOptions(say, { sentence: "a" }, { scope: { tenant: 7, language: "de" } }),
      rpc.queryOptions(say, { sentence: "b" }, { scope: { tenant: 7 } }),
      rpc.queryOptions(say, { sentence: "a" }, { scope: { tenant: 8 } }),
      rpc.queryOptions(say, { sentence: "a" }),
    ];
    expect(found(entries, rpc.key({ method: say, scope: { tenant: 7 } }))).toBe(2);
    expect(found(entries, rpc.key({ method: say, scope: { tenant: 7 }, input: { sentence: "a" } }))).toBe(1);
    expect(found(entries, rpc.service(DemoService).say.key({ scope: { tenant: 8 } }))).toBe(1);
  });
});

describe("the key of an infinite query", () => {
  it("distinguishes lists that start at different pages, however they are specified", () => {
    const at = (initialPageParam?: string, pageToken?: string) =>
      rpc.infiniteQueryOptions(
        listNotes,
        { notebook: "a", pageToken },
        { pageParam: "pageToken", initialPageParam, getNextPageParam },
      ).queryKey;
    expect(at("x")).not.toEqual(at("y"));
    expect(at("x")).not.toEqual(at());
    expect(at("x")).toEqual(at(undefined, "x"));
    expect(at("x")).toEqual(at("x", "y"));
    expect(at("")).toEqual(at());
  });

  it("distinguishes lists whose pages are selected by different fields", () => {
    const byToken = rpc.infiniteQueryOptions(listNotes, {}, { pageParam: "pageToken", getNextPageParam });
    const bySize = rpc.infiniteQueryOptions(listNotes, {}, { pageParam: "pageSize", getNextPageParam });
    expect(byToken.queryKey).not.toEqual(bySize.queryKey);
    expect(found([byToken, bySize], rpc.key({ method: listNotes, kind: "infinite" }))).toBe(2);
  });

  it("does not throw for a malformed input, which the call reports", () => {
    const malformed = { notebook: 7n } as unknown as { notebook: string };
    const options = { pageParam: "pageToken", initialPageParam: "x", getNextPageParam } as const;
    expect(rpc.infiniteQueryOptions(listNotes, malformed, options).queryKey).toBeInstanceOf(Array);
  });
});
