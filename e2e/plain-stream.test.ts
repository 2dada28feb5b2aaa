import { QueryClient } from "@tanstack/query-core";
import { createConnectTransport } from "farcall";
import { createRpcQuery, streamStore } from "farcall/query";
import { expect, inject, it, onTestFinished } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { pause } from "./pause.ts";
import { showFeed } from "./plain-stream/show-feed.ts";
import { seen } from "./servers/script.ts";

const { demo } = inject("addresses");

function setUp() {
  const id = crypto.randomUUID();
  const transport = createConnectTransport({ baseUrl: demo });
  const rpc = createRpcQuery({ transport, defaults: { call: { headers: { "test-call": id } } } });
  const queryClient = new QueryClient();
  onTestFinished(() => {
    queryClient.clear();
    transport.close();
  });
  return { rpc, queryClient, seen: () => seen(demo, id) };
}

it("a stream is shown without any framework, over connections that are cut, until it is taken down", async () => {
  const { rpc, queryClient, seen } = setUp();
  const element = { textContent: "" };
  const takeDown = showFeed(element, rpc, queryClient);
  expect(element.textContent).toBe("connecting, 0 so far, the last: ");
  await expect
    .poll(() => element.textContent, { timeout: 5_000, interval: 5 })
    .toMatch(/^open, ([4-9]\d|\d{3,}) so far, the last: (\d+ ?){10}$/);
  const [, count, last] = /, (\d+) so far, the last: (.*)$/.exec(element.textContent) ?? [];
  const sequences = last?.split(" ").map(Number);
  expect(sequences).toEqual(Array.from({ length: 10 }, (_, index) => Number(count) - 9 + index));

  takeDown(); // in the middle of a connection, or between two
  const shown = element.textContent;
  await pause(300); // a request may be on its way to the server
  await expect.poll(seen).toMatchObject({ open: 0 });
  const { requests } = await seen();
  await pause(300);
  expect(await seen()).toMatchObject({ requests, open: 0 });
  expect(element.textContent).toBe(shown);
});

it("a handle that goes out of scope lets go of its stream", async () => {
  const { rpc, queryClient, seen } = setUp();
  const options = rpc.streamOptions(DemoService.method.tick, { perSecond: 100 }, { mode: "latest", lingerMs: 20 });
  {
    using ticks = streamStore(queryClient).open(options);
    await expect.poll(() => ticks.view.snapshot?.data?.index).toBeGreaterThan(3n);
  }
  await expect.poll(seen).toMatchObject({ requests: 1, aborted: 1 });
  expect(queryClient.getQueryData(options.queryKey)?.latest?.index).toBeGreaterThan(3n);
});

it("messages are heard one by one, beside the snapshots of them", async () => {
  const { rpc, queryClient } = setUp();
  const options = rpc.streamOptions(DemoService.method.tick, { perSecond: 0, count: 2_000n });
  const indexes: bigint[] = [];
  using ticks = streamStore(queryClient).handle(options);
  ticks.listen({ onMessage: ({ index }) => indexes.push(index) });
  let snapshots = 0;
  ticks.subscribe(() => snapshots++);
  ticks.open();
  await expect.poll(() => ticks.view.connection.status, { timeout: 5_000 }).toBe("complete");
  expect(indexes).toEqual(Array.from({ length: 2_000 }, (_, index) => BigInt(index)));
  expect(snapshots).toBeLessThan(2_000);
});
