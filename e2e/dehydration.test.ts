import { create, isFieldSet, type Message } from "@bufbuild/protobuf";
import {
  type Any,
  AnySchema,
  anyPack,
  anyUnpack,
  FieldOptions_CType,
  FieldOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { type DehydratedState, dehydrate, hydrate, QueryClient } from "@tanstack/query-core";
import { Code, createConnectTransport, findDetails } from "farcall";
import { createRpcQuery, isRpcError, rpcSerialization, streamStore } from "farcall/query";
import { describe, expect, inject, it } from "vitest";
import { DemoService, FailureReasonSchema, TickResponseSchema } from "../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../playground/gen/demo/v1/notes_pb.ts";

const { serializeData, deserializeData } = rpcSerialization({
  registry: [DemoService, NotesService, AnySchema, FieldOptionsSchema, TickResponseSchema],
});

function createQueryClient() {
  return new QueryClient({ defaultOptions: { dehydrate: { serializeData }, hydrate: { deserializeData } } });
}

/** Carries the queries of a server over to a browser: everything goes through JSON, as in a page. */
function carryOver(queryClient: QueryClient): QueryClient {
  const text = JSON.stringify(dehydrate(queryClient));
  queryClient.clear();
  const arrived = createQueryClient();
  hydrate(arrived, JSON.parse(text));
  return arrived;
}

function carry<T extends Message>(message: T): T {
  const queryClient = createQueryClient();
  queryClient.setQueryData(["message"], message);
  return carryOver(queryClient).getQueryData(["message"]) as T;
}

describe("a failure that is dehydrated", () => {
  const { fail, failLater } = DemoService.method;
  const rpc = () =>
    createRpcQuery({
      transport: createConnectTransport({ baseUrl: inject("addresses").demo }),
      transportKey: "demo",
    });
  const failure = { code: 5, message: "no such hat", reasons: ["too small"] };
  const query = () => rpc().queryOptions(fail, failure);
  const stream = () => rpc().streamOptions(failLater, { failure, after: 1 });

  /** Returns the failures of a query and a stream, transferred by `carry`. */
  async function carried(carry: (state: DehydratedState) => DehydratedState) {
    const before = createQueryClient();
    await before.prefetchQuery(query());
    {
      using handle = streamStore(before).open(stream());
      await expect.poll(() => handle.view.connection.status).toBe("error");
    }
    const state = carry(dehydrate(before, { shouldDehydrateQuery: () => true }));
    before.clear();
    const after = createQueryClient();
    hydrate(after, state);
    return {
      query: after.getQueryState(query().queryKey)?.error,
      stream: streamStore(after).handle(stream()).view.connection.error,
    };
  }

  it("keeps its code, its details and its headers if the whole state is serialized", async () => {
    const { serialize, deserialize } = rpcSerialization({ registry: [DemoService] });
    const errors = await carried((state) => deserialize(serialize(state)));
    for (const error of [errors.query, errors.stream]) {
      expect(isRpcError(error, Code.NotFound)).toBe(true);
      expect(error?.rawMessage).toBe("no such hat");
      expect(error && findDetails(error, FailureReasonSchema)).toMatchObject([{ reason: "too small" }]);
    }
    expect(errors.query?.method).toBe("demo.v1.DemoService/Fail");
    expect(errors.query?.metadata.get("content-type")).toBe("application/json");
  });

  it("is always a ConnectError for a stream, even without its class", async () => {
    for (const carry of [structuredClone, (state: DehydratedState) => JSON.parse(JSON.stringify(state))]) {
      const errors = await carried(carry);
      expect(isRpcError(errors.stream)).toBe(true);
    }
  });

  it("is a failure of a stream also where hydration reports a success, as TanStack Query did before 5.100.1", async () => {
    const { stream } = await carried(({ mutations, queries }) => ({
      mutations,
      queries: queries.map((query) => ({ ...query, state: { ...query.state, status: "success" } })),
    }));
    expect(isRpcError(stream, Code.NotFound)).toBe(true);
  });

  it("survives structuredClone, and so postMessage and IndexedDB, as serialized data", async () => {
    const error = await rpc()
      .call(fail, failure)
      .catch((reason) => reason);
    expect(isRpcError(structuredClone(error))).toBe(false);
    const cloned = deserializeData(structuredClone(serializeData(error)));
    expect(cloned).toMatchObject({ code: Code.NotFound, message: error.message, details: error.details });
    expect(isRpcError(cloned, Code.NotFound)).toBe(true);
  });
});

describe("data that is dehydrated, sent as JSON and hydrated", () => {
  it("keeps 64-bit integers and bytes, and is found under the same key", async () => {
    const transport = createConnectTransport({ baseUrl: inject("addresses").demo });
    const rpc = createRpcQuery({ transport, transportKey: "demo" });
    const queryClient = createQueryClient();
    const options = rpc.queryOptions(NotesService.method.listNotes, { notebook: "carried", pageSize: 2 });
    const fetched = await queryClient.fetchQuery(options);

    const elsewhere = createRpcQuery({
      transport: createConnectTransport({ baseUrl: "https://a.example" }),
      transportKey: "demo",
    });
    const { queryKey } = elsewhere.queryOptions(NotesService.method.listNotes, { notebook: "carried", pageSize: 2 });
    const arrived = carryOver(queryClient).getQueryData(queryKey);
    expect(arrived).toEqual(fetched);
    expect(typeof arrived?.notes[0]?.id).toBe("bigint");
    expect(arrived?.notes[0]?.color).toBeInstanceOf(Uint8Array);
  });

  it("keeps NaN, infinities and minus zero", () => {
    for (const elapsedMs of [Number.NaN, Number.POSITIVE_INFINITY, -0]) {
      expect(carry(create(TickResponseSchema, { index: 2n ** 64n - 1n, elapsedMs }))).toEqual(
        create(TickResponseSchema, { index: 2n ** 64n - 1n, elapsedMs }),
      );
    }
  });

  it("distinguishes a proto2 field that is set to its default from one that is not set", () => {
    const options = carry(create(FieldOptionsSchema, { deprecated: false }));
    expect(isFieldSet(options, FieldOptionsSchema.field.deprecated)).toBe(true);
    expect(isFieldSet(options, FieldOptionsSchema.field.ctype)).toBe(false);
    expect(options.ctype).toBe(FieldOptions_CType.STRING);
  });

  it("keeps an Any, even if its type is unknown", () => {
    const any: Any = anyPack(TickResponseSchema, create(TickResponseSchema, { index: 7n }));
    expect(anyUnpack(carry(any), TickResponseSchema)?.index).toBe(7n);
  });

  it("keeps the pages of an infinite query and the snapshot of a stream", async () => {
    const transport = createConnectTransport({ baseUrl: inject("addresses").demo });
    const rpc = createRpcQuery({ transport, transportKey: "demo" });
    const queryClient = createQueryClient();
    const pages = rpc.infiniteQueryOptions(
      NotesService.method.listNotes,
      { notebook: "archive" },
      { pageParam: "pageToken", getNextPageParam: (last) => last.nextPageToken || undefined },
    );
    await queryClient.prefetchInfiniteQuery({ ...pages, pages: 2 });
    const stream = rpc.streamOptions(
      DemoService.method.tick,
      { perSecond: 0, count: 5n },
      { ssr: "first", waitMs: 120_000 },
    );
    await queryClient.prefetchQuery(stream);
    const before = [queryClient.getQueryData(pages.queryKey), queryClient.getQueryData(stream.queryKey)];
    expect(before[1]).toMatchObject({ latest: { $typeName: "demo.v1.TickResponse" } });

    const arrived = carryOver(queryClient);
    expect([arrived.getQueryData(pages.queryKey), arrived.getQueryData(stream.queryKey)]).toEqual(before);
  });
});
