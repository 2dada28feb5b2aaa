import { experimental_streamedQuery as streamedQuery, useQuery as useTanStackQuery } from "@tanstack/react-query";
import { createClient } from "farcall";
import { useStream } from "farcall/react";
import { useState } from "react";
import { expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { measureFrames } from "./frame-meter.ts";
import { openPage, type TestPage } from "./page.tsx";

const perSecond = 10_000;

/** Shows the number of messages received with Farcall's useStream. */
async function throughUseStream(page: TestPage, count: bigint): Promise<void> {
  function Count() {
    const {
      data = [],
      count: received,
      status,
    } = useStream(DemoService.method.tick, { perSecond, count }, { limit: Number(count) });
    return <p>{`${status} ${received} ${data.length} ${data.at(-1)?.index}`}</p>;
  }
  page.show(<Count />);
  await page.says(`complete ${count} ${count} ${count - 1n}`);
}

/** Shows the same with TanStack Query's own streamedQuery. */
async function throughStreamedQuery(page: TestPage, count: bigint): Promise<void> {
  const client = createClient(DemoService, page.transport);
  function Count() {
    const [queryKey] = useState(() => ["ticks", page.id]);
    const { data = [], fetchStatus } = useTanStackQuery({
      queryKey,
      queryFn: streamedQuery({ streamFn: ({ signal }) => client.tick({ perSecond, count }, { signal }) }),
      retry: false,
    });
    return <p>{`${fetchStatus} ${data.length} ${data.at(-1)?.index}`}</p>;
  }
  page.show(<Count />);
  await page.says(`idle ${count} ${count - 1n}`);
}

/** Counts the writes to a page's cache from now on. */
function countWrites({ queryClient }: TestPage): () => number {
  let writes = 0;
  queryClient.getQueryCache().subscribe((event) => {
    writes += event.type === "updated" && event.action.type === "success" ? 1 : 0;
  });
  return () => writes;
}

it("receives 20,000 messages at 10,000 a second and publishes at most once per frame; streamedQuery publishes each", async () => {
  const [page, other] = [openPage(), openPage()];
  const [ourWrites, theirWrites] = [countWrites(page), countWrites(other)];
  const ours = await measureFrames(() => throughUseStream(page, 20_000n));
  // In addition to frames: the first and the last message, and once per 100 ms if a frame is late.
  const atMost = ours.frames + ours.durationMs / 100 + 2;
  console.info("useStream, 20,000 messages:", { ...ours, writes: ourWrites() });
  expect(ourWrites()).toBeLessThanOrEqual(atMost);
  const theirs = await measureFrames(() => throughStreamedQuery(other, 10_000n));
  console.info("streamedQuery, 10,000 messages:", { ...theirs, writes: theirWrites() });
  expect(theirWrites()).toBeGreaterThanOrEqual(10_000);
});
