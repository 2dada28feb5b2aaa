import { experimental_streamedQuery as streamedQuery, useQuery as useTanStackQuery } from "@tanstack/react-query";
import { createClient } from "farcall";
import { useStream } from "farcall/react";
import { useState } from "react";
import { expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { measureFrames } from "./frame-meter.ts";
import { openPage, type TestPage } from "./page.tsx";

const perSecond = 10_000;

/** A page that shows how many messages have come, by Farcall's own road. */
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
  await page.says(`complete ${count} ${count} ${count - 1n}`, 60_000);
}

/** The same page, with what TanStack Query offers for streams. */
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
  await page.says(`idle ${count} ${count - 1n}`, 120_000);
}

it("takes 20,000 messages at 10,000 a second and never holds up the page, as streamedQuery does", async () => {
  const ours = await measureFrames(() => throughUseStream(openPage(), 20_000n));
  const theirs = await measureFrames(() => throughStreamedQuery(openPage(), 10_000n));
  console.info("useStream, 20,000 messages:", ours, "streamedQuery, 10,000 messages:", theirs);
  // Compared within one run. Half of the messages is enough for them: their cost is quadratic.
  expect(ours.longestFrameMs).toBeLessThan(theirs.longestFrameMs / 2);
  expect(ours.droppedFrames).toBeLessThan(theirs.droppedFrames / 2);
}, 60_000);
