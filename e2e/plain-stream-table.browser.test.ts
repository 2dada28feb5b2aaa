/** The table of docs/stream-states.md: events in the query cache, in each phase of a stream that a handle holds. */
import { create } from "@bufbuild/protobuf";
import { dehydrate, hydrate, QueryClient, QueryObserver } from "@tanstack/query-core";
import { Code } from "farcall";
import { streamStore } from "farcall/query";
import { describe, expect, it } from "vitest";
import { FollowResponseSchema } from "../playground/gen/demo/v1/demo_pb.ts";
import { pause } from "./pause.ts";
import { openFedClient, resumable, sequences } from "./plain-stream/fed-client.ts";

type Phase = "connecting" | "open" | "reconnecting" | "complete" | "error" | "canceled";
type World = ReturnType<typeof open>;

/** Opens a held stream, which has received 1 and 2 unless it is still connecting. */
function open(lingerMs = 60_000) {
  const { server, queryClient, streamOptions } = openFedClient();
  const options = streamOptions({ ...resumable, lingerMs, reconnect: { initialDelayMs: 1_000_000 } });
  const handle = streamStore(queryClient).open(options);
  return { server, queryClient, options, handle, status: () => handle.view.connection.status };
}

async function bringTo(phase: Phase, { server, handle, status }: World): Promise<void> {
  await expect.poll(() => server.connections).toHaveLength(1);
  if (phase === "connecting") {
    return;
  }
  server.last.send(1, 2);
  await expect.poll(() => handle.view.snapshot?.count).toBe(2);
  if (phase === "reconnecting" || phase === "error") {
    server.last.fail(phase === "error" ? Code.Internal : Code.Unavailable);
  } else if (phase === "complete") {
    server.last.end();
  } else if (phase === "canceled") {
    handle.cancel();
  }
  await expect.poll(status).toBe(phase === "canceled" ? "idle" : phase);
}

/** `stays`: unchanged. `ends`: without an error. `begins`: from the beginning. `resumes`: after its last message. */
type Fate = "stays" | "ends" | "begins" | "resumes";

interface Row {
  happens: string;
  act(world: World): unknown;
  lingerMs?: number;
  fates: Record<Phase, Fate>;
  /** The messages that it shows then. Default: those it has received. */
  shown?: (phase: Phase) => number[] | undefined;
}

const all = (fate: Fate): Record<Phase, Fate> => ({
  connecting: fate,
  open: fate,
  reconnecting: fate,
  complete: fate,
  error: fate,
  canceled: fate,
});

const table: Row[] = [
  {
    happens: "it is invalidated",
    act: ({ queryClient }) => queryClient.invalidateQueries(),
    fates: { ...all("begins"), connecting: "stays" },
  },
  {
    happens: "its data is written",
    act: ({ queryClient, options }) =>
      queryClient.setQueryData(options.queryKey, (old) => old && { ...old, data: old.data.slice(1) }),
    fates: all("stays"),
    shown: (phase) => (phase === "connecting" ? undefined : [2]),
  },
  {
    happens: "data is brought from elsewhere",
    act: ({ queryClient, options: { queryKey } }) => {
      const latest = create(FollowResponseSchema, { sequence: 7n });
      const data = { data: [latest], latest, count: 7, dropped: 6, isComplete: false };
      const elsewhere = new QueryClient();
      elsewhere.setQueryData(queryKey, data, { updatedAt: Date.now() + 1_000 });
      hydrate(queryClient, dehydrate(elsewhere));
      elsewhere.clear();
    },
    fates: all("stays"),
    shown: () => [7],
  },
  {
    happens: "it is reset",
    act: ({ queryClient }) => void queryClient.resetQueries(),
    fates: all("begins"),
    shown: () => undefined,
  },
  {
    happens: "its query is removed",
    act: ({ queryClient }) => queryClient.removeQueries(),
    fates: all("stays"),
  },
  {
    happens: "its query is removed, and another takes its place",
    act: ({ queryClient, options }) => {
      queryClient.removeQueries();
      queryClient.getQueryCache().build(queryClient, options as never);
    },
    fates: all("stays"),
  },
  {
    happens: "its fetch is canceled",
    act: ({ queryClient }) => queryClient.cancelQueries(),
    fates: { ...all("stays"), connecting: "ends" },
  },
  {
    happens: "an observer mounts as well",
    act: ({ queryClient, options }) => void new QueryObserver(queryClient, options).subscribe(() => {}),
    fates: { ...all("stays"), complete: "begins", error: "resumes" },
  },
  {
    happens: "its handle is closed",
    act: ({ handle }) => handle.close(),
    lingerMs: 0,
    fates: { ...all("ends"), complete: "stays", error: "stays" },
  },
];

describe.each(table)("when $happens", ({ act, lingerMs, fates, shown = () => [1, 2] }) => {
  it.each(Object.entries(fates) as [Phase, Fate][])("a stream that is %s %s", async (phase, fate) => {
    const world = open(lingerMs);
    const { server, handle, status } = world;
    await bringTo(phase, world);
    const statusBefore = status();
    act(world);
    if (fate === "begins" || fate === "resumes") {
      await expect.poll(() => server.connections).toHaveLength(2);
      expect(server.last.request.after).toBe(fate === "begins" ? 0n : 2n);
      expect(server.connections[0]?.isAborted || ["complete", "error", "reconnecting"].includes(phase)).toBe(true);
      expect(status()).toBe("connecting");
    } else {
      await expect.poll(status).toBe(fate === "ends" ? "idle" : statusBefore);
      await pause(20); // nothing should arrive
      expect(status()).toBe(fate === "ends" ? "idle" : statusBefore);
      expect(server.connections).toHaveLength(1);
    }
    const isUntouched = phase === "connecting" && shown(phase)?.at(0) !== 7;
    expect(sequences(handle.view.snapshot)).toEqual(isUntouched ? undefined : shown(phase));
    handle.close();
  });
});
