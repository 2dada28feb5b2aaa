/**
 * Any order of events, over the state machine alone: lists carry out its effects, and what docs/react.md promises of a
 * stream must hold after each step. `STEPS=100000` runs more of them.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { StreamBuffer } from "./stream-buffer.ts";
import type { StreamEffect, StreamTimer } from "./stream-effect.ts";
import type { StreamEvent } from "./stream-event.ts";
import { isRunning, newLife, type StreamLife } from "./stream-life.ts";
import { step } from "./stream-machine.ts";
import type { StreamSpec } from "./stream-spec.ts";
import type { StreamSnapshot } from "./stream-state.ts";

type Snapshot = StreamSnapshot<readonly number[], number>;

const steps = Number(globalThis.process?.env?.STEPS ?? 6_000);
const seed = Number(globalThis.process?.env?.SEED ?? Date.now() % 2 ** 31);

const lost = new ConnectError(Code.Unavailable, "lost");

function specOf(resumes: boolean): StreamSpec {
  return {
    name: "a.B/Count",
    baseUrl: "https://a.example",
    input: {},
    open() {
      throw new Error("no rule opens anything");
    },
    call: {},
    mode: "collect",
    limit: Number.POSITIVE_INFINITY,
    resume: resumes ? () => ({}) : undefined,
    reconnect: {},
    heartbeatMs: undefined,
    lingerMs: 1_000,
    waitMs: 1_000,
    ssr: false,
  };
}

/** Does what LiveStream does, with lists instead of real objects. */
class World {
  life = newLife(specOf(false), false);
  connection: number | undefined;
  cached: Snapshot | undefined;
  readonly timers = new Set<StreamTimer>();
  readonly waiting = new Set<number>();
  hasFrame = false;
  lastWaiter = 0;
  lastMessage = 0;
  #buffer = new StreamBuffer<readonly number[], number>("collect", Number.POSITIVE_INFINITY);
  /** What a snapshot of this run must contain, and how many of those messages are not shown. */
  #expected: readonly number[] = [];
  #unshown = 0;
  #isShown = false;
  #leastCount = 0;
  #isTold = false;
  readonly #heard: { options: unknown[]; listeners: unknown[] } = { options: [], listeners: [] };

  send(event: StreamEvent): void {
    const before = this.life;
    const { state, effects } = step(before, event);
    this.life = state;
    if (event.type === "asked") {
      this.waiting.add(event.waiter);
    } else if (event.type === "left") {
      this.waiting.delete(event.waiter);
    } else if (event.type === "messages" && event.run === before.run && isRunning(before)) {
      this.#buffer.push(event.messages as number[]);
      this.#expected = [...this.#expected, ...(event.messages as number[])];
      this.#unshown += event.messages.length;
      this.#isTold = false;
    } else if ((event.type === "completed" || event.type === "failed") && event.run === this.connection) {
      this.connection = undefined; // ended by itself
    }
    for (const effect of effects) {
      this.#carryOut(effect, event);
    }
    expect(step(before, event), "the same event in the same state has the same effects").toEqual({ state, effects });
    this.#check(before, event, effects);
  }

  #carryOut(effect: StreamEffect, event: StreamEvent): void {
    switch (effect.type) {
      case "abort":
        expect(this.connection, "what is aborted is open").toBeDefined();
        this.connection = undefined;
        break;
      case "open":
        expect(this.connection, "there is one connection at a time").toBeUndefined();
        this.connection = effect.run;
        this.#isTold = false;
        break;
      case "gather":
        this.#buffer = new StreamBuffer(
          "collect",
          Number.POSITIVE_INFINITY,
          effect.continues ? this.cached : undefined,
        );
        this.#expected = effect.continues ? (this.cached?.data ?? []) : [];
        this.#isShown = effect.continues;
        this.#unshown = 0;
        this.#leastCount = 0;
        break;
      case "publish": {
        this.cached = this.#buffer.snapshot(effect.isComplete);
        expect(this.cached.data, "nothing that has arrived is lost or doubled").toEqual(this.#expected);
        expect(this.cached.count, "the count never goes down within a run").toBeGreaterThanOrEqual(this.#leastCount);
        this.#leastCount = this.cached.count;
        this.#isShown = true;
        this.#unshown = 0;
        break;
      }
      case "adopt":
        this.cached = effect.snapshot as Snapshot | undefined;
        if (effect.isWritten && this.cached) {
          this.#buffer.rebase(this.cached);
          if (this.#isShown) {
            const unshown = this.#unshown > 0 ? this.#expected.slice(-this.#unshown) : [];
            this.#expected = [...this.cached.data, ...unshown];
          }
          this.#leastCount = 0;
        }
        break;
      case "deliver":
        this.#heard[effect.to === "listeners" ? "listeners" : "options"].push(...effect.messages);
        break;
      case "answer":
        expect(this.cached, "there is something to answer with").toBeDefined();
        this.#settle(effect.waiters);
        break;
      case "reject":
        this.#settle(effect.waiters);
        this.#isTold = event.type === "silence";
        break;
      case "cancelFetch":
        for (const waiter of effect.waiters) {
          this.send({ type: "left", waiter });
        }
        break;
      case "fail":
        expect(effect.isTold, "a failure is told once, unless there was a message in between").toBe(this.#isTold);
        break;
      case "startTimer":
        this.timers.add(effect.timer);
        break;
      case "stopTimer":
        this.timers.delete(effect.timer);
        break;
      case "startFrame":
        this.hasFrame = true;
        break;
      case "stopFrame":
        this.hasFrame = false;
        break;
    }
  }

  #settle(waiters: readonly number[]): void {
    for (const waiter of waiters) {
      expect(this.waiting.delete(waiter), "whoever waits hears of it once").toBe(true);
    }
  }

  #check(before: StreamLife, event: StreamEvent, effects: readonly StreamEffect[]): void {
    const { life } = this;
    const has = (type: StreamEffect["type"]) => effects.some((effect) => effect.type === type);
    expect(this.connection, "what runs has a connection, and nothing else has").toBe(
      isRunning(life) ? life.run : undefined,
    );
    expect([...this.waiting], "whoever waits is known, until there is an answer or an error").toEqual(life.waiting);
    expect(
      this.timers,
      "fetches that wait have a timer; a stream without users has one; nothing else has, not even when it is closed",
    ).toEqual(new Set<StreamTimer>([...life.waiting, ...(life.ownership === "lingering" ? ["linger" as const] : [])]));
    if (life.ownership === "kept") {
      expect(life.waiting, "what nobody has is kept for those who wait").not.toEqual([]);
    }
    if (life.ownership === "unowned" && event.type !== "left") {
      expect([this.connection, this.hasFrame, life.waiting], "what is closed does nothing").toEqual([
        undefined,
        false,
        [],
      ]);
    }
    if (life.messages === "unshown") {
      expect(
        isRunning(life) ? life.playback === "paused" || this.hasFrame : life.playback,
        "messages are shown with the next frame, or held back by a pause",
      ).toBe(isRunning(life) ? true : "paused");
    }
    if (has("open")) {
      expect(["asked", "restarted"], "nothing opens by itself").toContain(event.type);
    }
    if (before.phase === "canceled" && !["asked", "restarted"].includes(event.type)) {
      expect(isRunning(life), "what was canceled stays so").toBe(false);
    }
    if (before.playback === "paused" && before.waiting.length === 0 && has("publish")) {
      expect(["resumed", "canceled", "failed", "lingered"], "a pause freezes what everyone sees").toContain(event.type);
    }
    if (!["changed", "reset"].includes(event.type)) {
      expect(
        effects.map(({ type }) => type),
        "data survives everything but a reset",
      ).not.toContain("adopt");
    }
    if (has("publish")) {
      expect(this.cached?.isComplete, "what the server has ended, and nothing else, is complete").toBe(
        life.phase === "complete" || (before.phase === "complete" && life.phase !== "connecting"),
      );
      expect(life.validity, "what is new is not out of date").toBe("current");
    }
    expect(this.#heard.options, "everyone hears each message once").toEqual(this.#heard.listeners);
    expect(this.#heard.listeners, "in order").toHaveLength(this.lastMessage);
  }
}

/** What to do next, as far as the state allows it. */
const acts: Record<string, (world: World, number: number) => StreamEvent | undefined> = {
  ask: (world, number) => ({
    type: "asked",
    waiter: ++world.lastWaiter,
    spec: specOf(number % 2 === 0),
    startsOver: number === 7,
    isBroken: world.cached?.latest !== undefined && !world.cached.isComplete,
  }),
  leave: ({ life }, number) => ({ type: "left", waiter: life.waiting[number] ?? number }),
  own: (_, number) => ({ type: "owned", isOwned: number % 2 === 0 }),
  allow: () => ({ type: "allowed" }),
  restart: ({ life }) => (life.waiting.length > 0 ? { type: "restarted" } : undefined),
  cancel: () => ({ type: "canceled" }),
  pause: () => ({ type: "paused" }),
  resume: () => ({ type: "resumed" }),
  invalidate: () => ({ type: "invalidated" }),
  change: (world, number) => ({
    type: "changed",
    snapshot: { data: [-number], latest: -number, count: 1, dropped: 0, isComplete: number === 3 },
    isInvalidated: number === 5,
    isWritten: number % 2 === 0 && world.cached !== undefined,
  }),
  reset: () => ({ type: "reset", snapshot: undefined, isInvalidated: false }),
  // The cache aborts the fetches of a query before it removes it.
  remove: ({ life }) => (life.waiting.length === 0 && life.ownership !== "owned" ? { type: "removed" } : undefined),
  connect: (world, number) => onConnection(world, { status: number % 2 === 0 ? "connecting" : "open" }),
  lose: (world, number) =>
    onConnection(world, { status: "reconnecting", lastError: lost, attempt: number, nextRetryAt: number }),
  trailers: (world) => onConnection(world, { trailers: undefined }),
  request: ({ connection, life }) => ({ type: "request", run: connection ?? life.run }),
  receive: (world, number) =>
    world.connection !== undefined && world.life.messages !== "none"
      ? {
          type: "messages",
          run: world.connection,
          messages: Array.from({ length: (number % 3) + 1 }, () => ++world.lastMessage),
        }
      : undefined,
  late: ({ life }, number) => ({ type: "messages", run: life.run - 1 - number, messages: [number] }),
  complete: ({ connection, life }) => ({ type: "completed", run: connection ?? life.run }),
  fail: ({ connection, life }) => ({ type: "failed", run: connection ?? life.run, error: lost }),
  frame(world) {
    if (!world.hasFrame) {
      return undefined;
    }
    world.hasFrame = false;
    return { type: "frame" };
  },
  silence(world, number) {
    const waiter = world.life.waiting[number % 2];
    if (waiter === undefined) {
      return undefined;
    }
    return { type: "silence", waiter, hasSnapshot: world.cached !== undefined };
  },
  linger: ({ timers }) => (timers.has("linger") ? { type: "lingered" } : undefined),
};

function onConnection({ connection, life }: World, change: object): StreamEvent {
  return { type: "connection", run: connection ?? life.run, change };
}

// Frequent events of streams are frequent here.
const often = ["ask", "request", "request", "receive", "receive", "receive", "frame", "frame", "own"];
const act = fc.tuple(fc.constantFrom(...Object.keys(acts), ...often), fc.nat(7));

it(`a stream keeps its promises in any order of events (${steps} steps, seed ${seed})`, () => {
  for (let taken = 0, runs = 0; taken < steps; runs++) {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 100, size: "max" }), (plan) => {
        const world = new World();
        for (const [name, number] of plan) {
          const event = acts[name]?.(world, number);
          if (event) {
            world.send(event);
            taken++;
          }
        }
      }),
      { seed: seed + runs },
    );
  }
});
