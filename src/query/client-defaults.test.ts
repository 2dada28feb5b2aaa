import { QueryClient, type QueryClientConfig, QueryObserver } from "@tanstack/query-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { type ListNotesResponse, NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { createInMemoryTransport } from "../server/in-memory-transport.ts";
import { service } from "../server/service.ts";
import { rpcRetry } from "./retry.ts";
import type { RpcQueryDefaults } from "./rpc-binding.ts";
import { createRpcQuery } from "./rpc-query.ts";

const { say } = DemoService.method;
const { listNotes } = NotesService.method;
type QueryDefaults = NonNullable<NonNullable<QueryClientConfig["defaultOptions"]>["queries"]>;

/** A client, and a server whose calls all fail with a code, or succeed without one. */
function open({ code, queries, query }: { code?: Code; queries?: QueryDefaults; query?: RpcQueryDefaults } = {}) {
  let requests = 0;
  let failure = code;
  const answer = <T>(message: T): T => {
    requests++;
    if (failure) {
      throw new ConnectError(failure, "as asked for", { metadata: { "retry-after": "0" } });
    }
    return message;
  };
  const transport = createInMemoryTransport({
    services: [
      service(DemoService, { say: () => answer({ sentence: "hi" }) }),
      service(NotesService, { listNotes: () => answer({ notes: [{ text: "a" }], nextPageToken: "more" }) }),
    ],
  });
  const client = new QueryClient({ defaultOptions: { queries } });
  onTestFinished(() => {
    client.clear();
    transport.close();
  });
  return {
    client,
    rpc: createRpcQuery({ transport, defaults: { query } }),
    requests: () => requests,
    /** From now on, all calls fail with this code. */
    fail(code: Code) {
      failure = code;
    },
  };
}

/** Waits until an observer has data or an error. */
function settle(observer: Pick<QueryObserver, "subscribe" | "getCurrentResult">): Promise<string> {
  return new Promise((resolve) => {
    const look = () => observer.getCurrentResult().isFetching || resolve(observer.getCurrentResult().status);
    onTestFinished(observer.subscribe(look));
    look();
  });
}

describe("a query that an observer watches", () => {
  it("is retried by code if nothing else is configured", async () => {
    for (const [code, expected] of [
      [Code.Unavailable, typeof window === "undefined" ? 1 : 4], // during server-side rendering, somebody waits
      [Code.InvalidArgument, 1],
    ] as const) {
      const { client, rpc, requests } = open({ code });
      expect(await settle(new QueryObserver(client, rpc.queryOptions(say, {})))).toBe("error");
      expect(requests(), code).toBe(expected);
    }
  });

  it("is retried by code even after another observer of it has come and gone", async () => {
    for (const staleTime of [0, 60_000]) {
      const { client, rpc, requests, fail } = open({ queries: { retryDelay: 1 } });
      const watch = () => new QueryObserver(client, { ...rpc.queryOptions(say, {}), staleTime });
      const observer = watch();
      await settle(observer);
      const other = watch();
      const stop = other.subscribe(() => {});
      await expect.poll(() => other.getCurrentResult().isFetching).toBe(false);
      stop();
      const before = requests();
      fail(Code.Unavailable);
      await client.invalidateQueries();
      expect(observer.getCurrentResult().error).toMatchObject({ code: Code.Unavailable });
      expect(requests() - before).toBe(typeof window === "undefined" ? 1 : 4);
    }
  });

  it("is retried as the client's defaults say", async () => {
    for (const [retry, expected] of [
      [false, 1],
      [1, 2],
      [(count: number) => count < 2, 3],
    ] as const) {
      const { client, rpc, requests } = open({ code: Code.Unavailable, queries: { retry, retryDelay: 1 } });
      await settle(new QueryObserver(client, rpc.queryOptions(say, {})));
      expect(requests(), `${retry}`).toBe(expected);
    }
  });

  it("is retried as defaults for its key say", async () => {
    const { client, rpc, requests } = open({ code: Code.InvalidArgument, queries: { retry: false } });
    client.setQueryDefaults(rpc.key({ method: say }), { retry: 2, retryDelay: 1 });
    await settle(new QueryObserver(client, rpc.queryOptions(say, {})));
    expect(requests()).toBe(3);
  });

  it("waits as long as the client's defaults say", async () => {
    const waits: number[] = [];
    const retryDelay = (count: number) => {
      waits.push(count);
      return 1;
    };
    const { client, rpc, requests } = open({
      code: Code.Unavailable,
      queries: { retryDelay },
      query: { retry: rpcRetry({ maxRetries: 2 }).retry },
    });
    await settle(new QueryObserver(client, rpc.queryOptions(say, {})));
    expect(requests()).toBe(3);
    expect(waits.slice(0, 2)).toEqual([0, 1]);
  });

  it("follows its own options and those of createRpcQuery rather than the client's", async () => {
    const queries = { retry: false, retryDelay: 60_000 };
    const byRpc = open({ code: Code.Unavailable, queries, query: { retry: 1, retryDelay: 1 } });
    await settle(new QueryObserver(byRpc.client, byRpc.rpc.queryOptions(say, {})));
    expect(byRpc.requests()).toBe(2);
    const own = open({ code: Code.InvalidArgument, queries });
    await settle(new QueryObserver(own.client, own.rpc.queryOptions(say, {}, { retry: 2, retryDelay: 1 })));
    expect(own.requests()).toBe(3);
  });
});

describe("a query that is fetched imperatively", () => {
  const paging = { pageParam: "pageToken", getNextPageParam: (last: ListNotesResponse) => last.nextPageToken } as const;

  it("is not retried, like everything that fetchQuery and its siblings fetch", async () => {
    const { client, rpc, requests } = open({ code: Code.Unavailable, queries: { retryDelay: 1 } });
    await expect(client.fetchQuery(rpc.queryOptions(say, {}))).rejects.toMatchObject({ code: Code.Unavailable });
    expect(requests()).toBe(1);
    await client.prefetchQuery(rpc.queryOptions(say, { sentence: "b" }));
    expect(requests()).toBe(2);
    await expect(client.ensureQueryData(rpc.queryOptions(say, { sentence: "c" }))).rejects.toThrow("as asked for");
    expect(requests()).toBe(3);
    await expect(client.fetchInfiniteQuery(rpc.infiniteQueryOptions(listNotes, {}, paging))).rejects.toThrow();
    expect(requests()).toBe(4);
  });

  it("is not retried even while a component shows it", async () => {
    const { client, rpc, requests } = open({ code: Code.Unavailable, queries: { retryDelay: 1 } });
    const { queryKey } = rpc.queryOptions(say, {});
    client.setQueryData(queryKey, { $typeName: "demo.v1.SayResponse", sentence: "old" });
    const observer = new QueryObserver(client, { ...rpc.queryOptions(say, {}), staleTime: 60_000 });
    onTestFinished(observer.subscribe(() => {}));
    await expect(client.fetchQuery(rpc.queryOptions(say, {}))).rejects.toThrow("as asked for");
    expect(requests()).toBe(1);
  });

  it("is not retried even with the very options of an observer that shows it", async () => {
    const { client, rpc, requests, fail } = open({ queries: { retryDelay: 1 } });
    const observer = new QueryObserver(client, rpc.queryOptions(say, {}));
    await settle(observer);
    fail(Code.Unavailable);
    await expect(client.fetchQuery(rpc.queryOptions(say, {}))).rejects.toThrow("as asked for");
    expect(requests()).toBe(2);
  });

  it("is retried if the client's defaults, or its options, say so", async () => {
    const byDefault = open({ code: Code.Unavailable, queries: { retry: 1, retryDelay: 1 } });
    await expect(byDefault.client.fetchQuery(byDefault.rpc.queryOptions(say, {}))).rejects.toThrow();
    expect(byDefault.requests()).toBe(2);
    const own = open({ code: Code.Unavailable });
    const retry = rpcRetry({ maxRetries: 2, initialDelayMs: 1 });
    await expect(own.client.fetchQuery(own.rpc.queryOptions(say, {}, retry))).rejects.toThrow();
    expect(own.requests()).toBe(3);
  });
});

describe("data with the same content", () => {
  it("is the same object, unless the client's defaults disable sharing", async () => {
    for (const [structuralSharing, isSame] of [
      [undefined, true],
      [true, true],
      [false, false],
      [(_: unknown, next: unknown) => next, false],
    ] as const) {
      const { client, rpc } = open({ queries: { structuralSharing } });
      const fetch = async () => {
        await client.fetchQuery(rpc.queryOptions(say, {}));
        return client.getQueryData(rpc.queryOptions(say, {}).queryKey);
      };
      const [before, after] = [await fetch(), await fetch()];
      expect(after === before, `${structuralSharing}`).toBe(isSame);
    }
  });

  it("is the same page, unless the client's defaults disable sharing", async () => {
    for (const structuralSharing of [undefined, false]) {
      const { client, rpc } = open({ queries: { structuralSharing } });
      const options = () =>
        rpc.infiniteQueryOptions(listNotes, {}, { pageParam: "pageToken", getNextPageParam: () => undefined });
      const fetch = async () => {
        await client.fetchInfiniteQuery(options());
        return client.getQueryData(options().queryKey)?.pages[0];
      };
      const [before, after] = [await fetch(), await fetch()];
      expect(after === before).toBe(structuralSharing === undefined);
    }
  });
});
