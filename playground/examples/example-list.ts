/** The examples, in the order of the page, with the sources that are worth reading. */
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
  /** Its name in the address. */
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
    summary: "Asked when typing pauses and kept per sentence. A request that the server refuses is not repeated.",
    Live: SayQuery,
    sources: [{ name: "say-query.tsx", text: sayQuerySource }],
  },
  {
    id: "mutation",
    title: "Optimistic mutation",
    summary: "A note stands in the list at once, is taken back if the server refuses it, and renewed when it is saved.",
    Live: Notes,
    sources: [{ name: "notes.tsx", text: notesSource }],
  },
  {
    id: "pages",
    title: "Endless list",
    summary:
      "A thousand notes, page by page, as you scroll. The page token is a field of the request, named by its path.",
    Live: Archive,
    sources: [{ name: "archive.tsx", text: archiveSource }],
  },
  {
    id: "ticker",
    title: "10,000 messages a second",
    summary: "Every message is counted, and the page drawn once a frame. Two components share one connection.",
    Live: Ticker,
    sources: [
      { name: "ticker.tsx", text: tickerSource },
      { name: "tick-sparkline.tsx", text: sparklineSource },
    ],
  },
  {
    id: "resume",
    title: "Stream that is cut",
    summary:
      "The server cuts it after every 15 messages, and each connection goes on after the last message of the one before.",
    Live: Follower,
    sources: [{ name: "follower.tsx", text: followerSource }],
  },
  {
    id: "suspense",
    title: "Suspense",
    summary: "The component knows success alone: waiting is for the fallback above it, failing for the error boundary.",
    Live: SuspendedCalls,
    sources: [{ name: "suspended-calls.tsx", text: suspendedCallsSource }],
  },
];
