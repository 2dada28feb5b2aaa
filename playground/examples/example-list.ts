/** The examples in page order, with the sources that are worth reading. */
import type { ComponentType } from "react";
import { Archive } from "./archive.tsx";
import archiveSource from "./archive.tsx?raw";
import { Follower } from "./follower.tsx";
import followerSource from "./follower.tsx?raw";
import { Notes } from "./notes.tsx";
import notesSource from "./notes.tsx?raw";
import { SayQuery } from "./say-query.tsx";
import sayQuerySource from "./say-query.tsx?raw";
import { SuspendedCalls } from "./suspended-calls.tsx";
import suspendedCallsSource from "./suspended-calls.tsx?raw";
import sparklineSource from "./tick-sparkline.tsx?raw";
import { Ticker } from "./ticker.tsx";
import tickerSource from "./ticker.tsx?raw";

export interface Example {
  /** Its name in the URL. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly Live: ComponentType;
  readonly sources: readonly { name: string; text: string }[];
}

export const examples: readonly Example[] = [
  {
    id: "query",
    title: "Query while you type",
    summary: "Called when you stop typing, and cached per sentence. A request that the server refuses is not retried.",
    Live: SayQuery,
    sources: [{ name: "say-query.tsx", text: sayQuerySource }],
  },
  {
    id: "mutation",
    title: "Optimistic mutation",
    summary:
      "A note appears immediately, is replaced when the server has saved it, and removed if the server refuses it.",
    Live: Notes,
    sources: [{ name: "notes.tsx", text: notesSource }],
  },
  {
    id: "pages",
    title: "Infinite list",
    summary:
      "A thousand notes, loaded page by page as you scroll. The page token is a request field, named by its path.",
    Live: Archive,
    sources: [{ name: "archive.tsx", text: archiveSource }],
  },
  {
    id: "ticker",
    title: "10,000 messages a second",
    summary: "Every message is counted, and the page renders once per frame. Two components share one connection.",
    Live: Ticker,
    sources: [
      { name: "ticker.tsx", text: tickerSource },
      { name: "tick-sparkline.tsx", text: sparklineSource },
    ],
  },
  {
    id: "resume",
    title: "Interrupted stream",
    summary:
      "The server cuts the stream off every 15 messages; each new connection resumes after the last message received.",
    Live: Follower,
    sources: [{ name: "follower.tsx", text: followerSource }],
  },
  {
    id: "suspense",
    title: "Suspense",
    summary:
      "The component handles only success: the fallback above it handles waiting, and the error boundary failure.",
    Live: SuspendedCalls,
    sources: [{ name: "suspended-calls.tsx", text: suspendedCallsSource }],
  },
];
