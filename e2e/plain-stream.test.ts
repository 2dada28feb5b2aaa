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
  let requests = 0;
  const transport = createConnectTransport({
    baseUrl: demo,
    fetch(...request) {
      requests++;
      return fetch(...request);
    },
  });
  const rpc = createRpcQuery({ transport, defaults: { call: { headers: { "test-call": id } } } });
  const queryClient = new QueryClient();
  onTestFinished(() => {
    queryClient.clear();
    transport.close();
  });
  return { rpc, queryClient, requests: () => requests, seen: () => seen(demo, id) };
}

it("a stream is shown without any framework, over interrupted connections, until it is closed", async () => {
  const { rpc, queryClient, requests, seen } = setUp();
  const texts: string[] = []; // everything it has ever shown, because each text is replaced
  const element = {
    set textContent(text: string) {
      texts.push(text);
    },
  };
  const takeDown = showFeed(element, rpc, queryClient);
  expect(texts).toEqual(["connecting, 0 so far, the last: "]);
  const afterTwoCuts = /^open, ([4-9]\d|\d{3,}) so far, the last: (\d+ ?){10}$/;
  await expect.poll(() => texts).toContainEqual(expect.stringMatching(afterTwoCuts));
  const [, count, last] = /, (\d+) so far, the last: (.*)$/.exec(texts.at(-1) ?? "") ?? [];
  const sequences = last?.split(" ").map(Number);
  expect(sequences).toEqual(Array.from({ length: 10 }, (_, index) => Number(count) - 9 + index));

  takeDown(); // during a connection, or between two
  const shown = texts.length;
  await pause(50); // it lingers for no longer than a timer takes
  const before = requests();
  await pause(300);
  expect(requests()).toBe(before);
  expect(texts).toHaveLength(shown);
  await expect.poll(seen).toMatchObject({ open: 0 });
});

it("a handle that goes out of scope releases its stream", async () => {
  const { rpc, queryClient, seen } = setUp();
  const options = rpc.streamOptions(DemoService.method.tick, { perSecond: 100 }, { mode: "latest", lingerMs: 20 });
  {
    using ticks = streamStore(queryClient).open(options);
    await expect.poll(() => ticks.view.snapshot?.data?.index).toBeGreaterThan(3n);
  }
  await expect.poll(seen).toMatchObject({ requests: 1, aborted: 1 });
  expect(queryClient.getQueryData(options.queryKey)?.latest?.index).toBeGreaterThan(3n);
});

it("messages are delivered one by one, in addition to snapshots", async () => {
  const { rpc, queryClient } = setUp();
  const options = rpc.streamOptions(DemoService.method.tick, { perSecond: 0, count: 2_000n });
  const indexes: bigint[] = [];
  using ticks = streamStore(queryClient).handle(options);
  ticks.listen({ onMessage: ({ index }) => indexes.push(index) });
  let snapshots = 0;
  ticks.subscribe(() => snapshots++);
  ticks.open();
  await expect.poll(() => ticks.view.connection.status).toBe("complete");
  expect(indexes).toEqual(Array.from({ length: 2_000 }, (_, index) => BigInt(index)));
  expect(snapshots).toBeLessThan(2_000);
});
