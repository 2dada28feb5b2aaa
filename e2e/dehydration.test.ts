import { create, isFieldSet, type Message } from "@bufbuild/protobuf";
import {
  type Any,
  AnySchema,
  anyPack,
  anyUnpack,
  FieldOptions_CType,
  FieldOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { dehydrate, hydrate, QueryClient } from "@tanstack/query-core";
import { createConnectTransport } from "farcall";
import { createRpcQuery, rpcSerialization } from "farcall/query";
import { describe, expect, inject, it } from "vitest";
import { DemoService, TickResponseSchema } from "../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../playground/gen/demo/v1/notes_pb.ts";

const { serializeData, deserializeData } = rpcSerialization({
  registry: [DemoService, NotesService, AnySchema, FieldOptionsSchema, TickResponseSchema],
});

function createQueryClient() {
  return new QueryClient({ defaultOptions: { dehydrate: { serializeData }, hydrate: { deserializeData } } });
}

/** What a browser has of the queries of a server: all goes through JSON, as in a page. */
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

  it("keeps the difference between a proto2 field that is set to its default and one that is not set", () => {
    const options = carry(create(FieldOptionsSchema, { deprecated: false }));
    expect(isFieldSet(options, FieldOptionsSchema.field.deprecated)).toBe(true);
    expect(isFieldSet(options, FieldOptionsSchema.field.ctype)).toBe(false);
    expect(options.ctype).toBe(FieldOptions_CType.STRING);
  });

  it("keeps an Any, whose content nobody has to know", () => {
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
    const stream = rpc.streamOptions(DemoService.method.tick, { perSecond: 0, count: 5n }, { ssr: "first" });
    await queryClient.prefetchQuery(stream);
    const before = [queryClient.getQueryData(pages.queryKey), queryClient.getQueryData(stream.queryKey)];
    expect(before[1]).toMatchObject({ latest: { $typeName: "demo.v1.TickResponse" } });

    const arrived = carryOver(queryClient);
    expect([arrived.getQueryData(pages.queryKey), arrived.getQueryData(stream.queryKey)]).toEqual(before);
  });
});
