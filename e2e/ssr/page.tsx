/** The page, the same on the server and in the browser. */
import { type DehydratedState, HydrationBoundary, type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { RpcQuery } from "farcall/query";
import { RpcProvider, useQuery, useStream, useSuspenseQuery } from "farcall/react";
import { StrictMode, Suspense } from "react";
import { clock, feed, feedOptions, follow, listNotes, notebook, slow, tick, wait } from "./calls.ts";

export interface PageProps {
  rpc: RpcQuery;
  queryClient: QueryClient;
  /** The contents of the server's cache; undefined on the server. */
  state?: DehydratedState;
}

export function Page({ rpc, queryClient, state }: PageProps) {
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RpcProvider rpc={rpc}>
          <HydrationBoundary state={state}>
            {/* An element around the boundary: React holds back a page while a boundary at its root might contain the <html>. */}
            <main>
              <Notes />
              <Feed />
              <Clock />
              <Suspense fallback={<p>One moment</p>}>
                <Slow />
              </Suspense>
            </main>
          </HydrationBoundary>
        </RpcProvider>
      </QueryClientProvider>
    </StrictMode>
  );
}

function Notes() {
  const { data } = useQuery(listNotes, notebook);
  return (
    <ul>
      {data?.notes.map(({ id, text, color }) => (
        <li key={String(id)} style={{ backgroundColor: `rgb(${color.join()})` }}>
          {text}
        </li>
      ))}
    </ul>
  );
}

function Feed() {
  const { data = [], status } = useStream(follow, feed, feedOptions);
  return (
    <output id="feed" data-status={status}>
      {data.map(({ sequence }) => sequence).join(" ")}
    </output>
  );
}

function Clock() {
  const { data } = useStream(tick, clock, { mode: "latest" });
  return <output id="clock">{data ? "It ticks" : "Not wound up"}</output>;
}

function Slow() {
  const { data } = useSuspenseQuery(wait, slow);
  return <p>{`It took ${Math.round(data.waitedMs)} ms`}</p>;
}
