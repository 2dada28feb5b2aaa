import { describe, expect, it } from "vitest";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { StreamEvent } from "./stream-event.ts";
import { newLife, type StreamLife, type StreamPhase } from "./stream-life.ts";
import { step } from "./stream-machine.ts";
import type { StreamSpec } from "./stream-spec.ts";

const spec: StreamSpec = {
  name: "a.B/Count",
  baseUrl: "https://a.example",
  input: {},
  open() {
    throw new Error("no rule opens anything");
  },
  call: {},
  mode: "collect",
  limit: 10,
  resume: () => ({}),
  reconnect: {},
  heartbeatMs: undefined,
  lingerMs: 1_000,
  waitMs: 1_000,
  ssr: false,
};
const error = new ConnectError(Code.Unavailable, "lost");
const run = 1;

/** A stream that has received messages, all of which are shown. */
function life(phase: StreamPhase, more: Partial<StreamLife> = {}): StreamLife {
  return { ...newLife(spec, false), phase, run, progress: "flowing", messages: "shown", ...more };
}

const asked = { type: "asked", waiter: 1, spec, startsOver: false, isBroken: true } as const;
const events: Record<string, StreamEvent> = {
  "asked for": asked,
  restarted: { type: "restarted" },
  canceled: { type: "canceled" },
  owned: { type: "owned", isOwned: true },
  invalidated: { type: "invalidated" },
  written: { type: "changed", snapshot: {} as never, isInvalidated: false, isWritten: true },
  reset: { type: "reset", snapshot: undefined, isInvalidated: false },
  removed: { type: "removed" },
  paused: { type: "paused" },
  head: { type: "connection", run, change: { status: "open" } },
  lost: { type: "connection", run, change: { status: "reconnecting", lastError: error } },
  message: { type: "messages", run, messages: [1] },
  completed: { type: "completed", run },
  failed: { type: "failed", run, error },
  frame: { type: "frame" },
};

// A dash: it stays as it is. A plus: another run starts.
const table = `
            | idle        | canceled    | connecting   | open         | reconnecting | complete    | error
asked for   | connecting+ | connecting+ | connecting+  | connecting+  | connecting+  | connecting+ | connecting+
restarted   | connecting+ | connecting+ | connecting+  | connecting+  | connecting+  | connecting+ | connecting+
canceled    | -           | -           | canceled     | canceled     | canceled     | -           | -
owned       | -           | idle        | -            | -            | -            | -           | -
invalidated | -           | -           | -            | -            | -            | -           | -
written     | -           | -           | -            | -            | -            | -           | -
reset       | -           | idle        | idle         | idle         | idle         | idle        | idle
removed     | -           | idle        | idle         | idle         | idle         | -           | -
paused      | -           | -           | -            | -            | -            | -           | -
head        | -           | -           | open         | -            | open         | -           | -
lost        | -           | -           | reconnecting | reconnecting | -            | -           | -
message     | -           | -           | open         | -            | open         | -           | -
completed   | -           | -           | complete     | complete     | complete     | -           | -
failed      | -           | -           | error        | error        | error        | -           | -
frame       | -           | -           | -            | -            | -            | -           | -
`;
const [head = [], ...rows] = table
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => line.split("|").map((cell) => cell.trim()));
const phases = head.slice(1) as StreamPhase[];
const cells = rows.flatMap(([event = "", ...fates]) =>
  phases.map((phase, i) => ({ event, phase, fate: fates[i] ?? "" })),
);

describe("a stream that is", () => {
  it.each(cells)("$phase, at the event $event: $fate", ({ event, phase, fate }) => {
    const { state, effects } = step(life(phase), events[event] as StreamEvent);
    expect(state.phase).toBe(fate === "-" ? phase : fate.replace("+", ""));
    expect(effects.some(({ type }) => type === "open")).toBe(fate.endsWith("+"));
  });
});

describe("a fetch of a stream", () => {
  const opens = (state: StreamLife, event: StreamEvent) =>
    step(state, event).effects.some(({ type }) => type === "open");
  const goesOn = (state: StreamLife, event: StreamEvent) =>
    step(state, event).effects.some((effect) => effect.type === "gather" && effect.continues);

  it("joins it until its first message, unless the data was invalidated in the meantime", () => {
    const silent = life("open", { progress: "silent" });
    expect(opens(silent, asked)).toBe(false);
    expect(opens(step(silent, { type: "invalidated" }).state, asked)).toBe(true);
    expect(opens(step(silent, { type: "messages", run, messages: [1] }).state, asked)).toBe(true);
  });

  it("continues after the last message if it is broken, can continue, and is not outdated", () => {
    expect(goesOn(life("error"), asked)).toBe(true);
    expect(goesOn(life("error"), { ...asked, isBroken: false })).toBe(false);
    expect(goesOn(life("error"), { ...asked, startsOver: true })).toBe(false);
    expect(goesOn(life("error"), { ...asked, spec: { ...spec, resume: undefined } })).toBe(false);
    expect(goesOn(life("error", { validity: "outdated" }), asked)).toBe(false);
    expect(goesOn(life("open"), asked)).toBe(false);
  });
});

describe("a fetch that waits", () => {
  const waiting = life("reconnecting", {
    waiting: [1],
    ownership: "kept",
    messages: "shown",
    connection: { ...newLife(spec, false).connection, lastError: error },
  });

  it("resolves with the existing snapshot when it has waited long enough", () => {
    const { state, effects } = step(waiting, { type: "silence", waiter: 1, hasSnapshot: true });
    expect(effects).toEqual([
      { type: "stopTimer", timer: 1 },
      { type: "startTimer", timer: "linger", ms: 1_000 },
      { type: "answer", waiters: [1] },
    ]);
    expect(state.ownership).toBe("lingering");
  });

  it("fails with the error of a lost connection if there is no snapshot, and that is not reported again", () => {
    const { state, effects } = step(waiting, { type: "silence", waiter: 1, hasSnapshot: false });
    expect(effects).toContainEqual({ type: "reject", waiters: [1], error });
    expect(step(state, { type: "failed", run, error }).effects).toContainEqual({
      type: "fail",
      run,
      error,
      isTold: true,
    });
  });

  it("keeps a stream open that has no owner, but not one whose owner has left since", () => {
    expect(step(waiting, { type: "lingered" }).effects).toEqual([]);
    const left = step(step(waiting, { type: "owned", isOwned: true }).state, { type: "owned", isOwned: false }).state;
    expect(step(left, { type: "lingered" }).effects.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["abort", "cancelFetch", "abandon"]),
    );
  });
});

describe("a stream that was closed", () => {
  it("has no timer, even if a listener resets it when it ends", () => {
    const closed = step(life("open", { ownership: "lingering" }), { type: "lingered" }).state;
    expect(closed.ownership).toBe("unowned");
    const { state, effects } = step(closed, { type: "reset", snapshot: undefined, isInvalidated: false });
    expect(state.ownership).toBe("unowned");
    expect(effects.map(({ type }) => type)).not.toContain("startTimer");
  });
});
