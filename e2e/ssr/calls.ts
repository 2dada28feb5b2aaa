/** The calls of the page, named once for the server, which makes them ahead, and for the components. */
import type { RpcStreamOptions } from "farcall/query";
import { DemoService, type FollowResponse } from "../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";

export const { listNotes } = NotesService.method;
export const { follow, tick, wait } = DemoService.method;

export const notebook = { notebook: "server-rendered" };

export const feed = { after: 0n, perSecond: 20 };

/** The server waits for the first message; the browser goes on after it. */
export const feedOptions = {
  ssr: "first",
  waitMs: 60_000, // also on a machine that is busy
  resume: (latest, input) => ({ ...input, after: latest.sequence }),
} satisfies RpcStreamOptions<typeof follow, readonly FollowResponse[]>;

/** Opened by the browser alone, even though the server prefetches it. */
export const clock = { perSecond: 20 };

/** Slow enough to come after the rest of the page. */
export const slow = { durationMs: 300 };
