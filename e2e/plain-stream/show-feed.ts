/** Shows a stream in an element of a page, in plain TypeScript: no framework, no hooks. */
import type { QueryClient } from "@tanstack/query-core";
import { type RpcQuery, streamStore } from "farcall/query";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

const { follow } = DemoService.method;

/** Returns a function that closes it. */
export function showFeed(element: { textContent: string | null }, rpc: RpcQuery, queryClient: QueryClient): () => void {
  const feed = streamStore(queryClient).open(
    rpc.streamOptions(
      follow,
      { after: 0n, perSecond: 200, cutAfter: 20 }, // the server cuts it off now and then
      {
        limit: 10,
        lingerMs: 0, // nobody returns to it
        resume: (latest, input) => ({ ...input, after: latest.sequence }),
        reconnect: { initialDelayMs: 10 },
      },
    ),
  );
  const draw = () => {
    const { snapshot, connection } = feed.view;
    const sequences = snapshot?.data.map(({ sequence }) => sequence) ?? [];
    element.textContent = `${connection.status}, ${snapshot?.count ?? 0} so far, the last: ${sequences.join(" ")}`;
  };
  draw();
  const unsubscribe = feed.subscribe(draw); // at most once per frame
  return () => {
    unsubscribe();
    feed.close();
  };
}
