import { dehydrate, hashKey, MutationObserver, QueryClient } from "@tanstack/query-core";
import { createClient, createConnectTransport } from "farcall";
import { createRpcQuery, streamStore } from "farcall/query";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../playground/gen/demo/v1/notes_pb.ts";
import { RecordedPage } from "./recorded-page.ts";

const { demo } = inject("addresses");

async function setUp() {
  const page = await RecordedPage.open();
  const transport = createConnectTransport({ baseUrl: demo });
  const queryClient = new QueryClient();
  onTestFinished(() => {
    queryClient.clear();
    transport.close();
  });
  return { page, transport, queryClient, rpc: createRpcQuery({ transport }) };
}

describe("a call says", () => {
  it("which query it was made for, by the query's hash", async () => {
    const { page, rpc, queryClient } = await setUp();
    const options = rpc.queryOptions(DemoService.method.say, { sentence: "hello" });
    await queryClient.fetchQuery(options);
    expect(page.row.origin).toEqual({ kind: "query", key: hashKey(options.queryKey) });
    expect(queryClient.getQueryCache().get(page.row.origin?.key ?? "")).toBeDefined();
  });

  it("which pages it was made for", async () => {
    const { page, rpc, queryClient } = await setUp();
    const options = rpc.infiniteQueryOptions(
      NotesService.method.listNotes,
      { notebook: "archive" },
      {
        pageParam: "pageToken",
        getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
      },
    );
    await queryClient.fetchInfiniteQuery({ ...options, pages: 2, getNextPageParam: (last) => last.nextPageToken });
    expect(page.drain().calls).toHaveLength(2);
    expect(page.row.origin).toEqual({ kind: "query", key: hashKey(options.queryKey) });
  });

  it("which mutation it was made for, by the mutation's key", async () => {
    const { page, rpc, queryClient } = await setUp();
    const options = rpc.mutationOptions(DemoService.method.echo);
    await new MutationObserver(queryClient, options as never).mutate({ headers: {} } as never);
    expect(page.row.origin).toEqual({ kind: "mutation", key: JSON.stringify(options.mutationKey) });
  });

  it("which stream it was made for, by the hash of its query", async () => {
    const { page, rpc, queryClient } = await setUp();
    const options = rpc.streamOptions(DemoService.method.tick, { count: 3n }, { mode: "latest" });
    using ticks = streamStore(queryClient).open(options);
    await page.rowWhen(({ end }) => end);
    expect(page.row.origin).toEqual({ kind: "stream", key: hashKey(options.queryKey) });
    expect(ticks.view.snapshot?.data).toMatchObject({ index: 2n });
  });

  it("nothing of the kind if the application made it directly", async () => {
    const { page, transport } = await setUp();
    await createClient(DemoService, transport).say({ sentence: "hello" });
    expect(page.row).not.toHaveProperty("origin");
  });

  it("it only to the devtools: nothing of it is sent or cached", async () => {
    const { page, rpc, queryClient, transport } = await setUp();
    const { received } = await queryClient.fetchQuery(rpc.queryOptions(DemoService.method.echo, {}));
    expect(page.row.origin).toBeDefined();
    const byItself = await createClient(DemoService, transport).echo({});
    expect(Object.keys(received).sort()).toEqual(Object.keys(byItself.received).sort());
    queryClient.clear();
    await queryClient.fetchQuery(rpc.queryOptions(DemoService.method.say, { sentence: "hello" }));
    expect(JSON.stringify(dehydrate(queryClient))).not.toContain("origin");
  });
});
