/** The calls of the page, shared by the server, which prefetches them, and the components. */
import type { RpcStreamOptions } from "farcall/query";
import { DemoService, type FollowResponse } from "../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";

export const { listNotes } = NotesService.method;
export const { follow, tick, wait } = DemoService.method;

export const notebook = { notebook: "server-rendered" };

export const feed = { after: 0n, perSecond: 20 };

/** The server waits for the first message; the browser resumes after it. */
export const feedOptions = {
  ssr: "first",
  waitMs: 60_000, // also on a busy machine
  resume: (latest, input) => ({ ...input, after: latest.sequence }),
} satisfies RpcStreamOptions<typeof follow, readonly FollowResponse[]>;

/** Opened only by the browser, even though the server prefetches it. */
export const clock = { perSecond: 20 };

/** Slow enough to arrive after the rest of the page. */
export const slow = { durationMs: 300 };
