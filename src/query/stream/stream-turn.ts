/** One turn of the state machine, from an event to its effects: the transitions that several events share. */
import type { StreamEffect } from "./stream-effect.ts";
import { isRunning, type StreamLife } from "./stream-life.ts";
import type { StreamSpec } from "./stream-spec.ts";
import { idleConnection } from "./stream-state.ts";

/**
 * A mutable copy of the state, and the effects to carry out.
 *
 * Effects are carried out after the state has changed, and some call application code, which may do anything to the
 * stream. So timers come before those, and later effects name the run or the fetches they are meant for.
 */
export type StreamTurn = { -readonly [K in keyof StreamLife]: StreamLife[K] } & { effects: StreamEffect[] };

export function open(turn: StreamTurn, spec: StreamSpec, continues: boolean): void {
  if (isRunning(turn)) {
    turn.effects.push({ type: "abort", isReplaced: true });
  }
  turn.run++;
  turn.spec = spec;
  turn.phase = "connecting";
  turn.progress = "silent";
  turn.failure = "untold";
  turn.messages = "none";
  turn.connection = idleConnection;
  if (continues) {
    gather(turn, true);
  }
  turn.effects.push({ type: "tell" }, { type: "open", run: turn.run });
}

export function gather(turn: StreamTurn, continues: boolean): void {
  turn.messages = "shown";
  turn.effects.push({ type: "gather", continues });
}

/** Publishes new messages, unless the stream is paused and no fetch waits; resolves those that do. */
export function publish(turn: StreamTurn): void {
  if (turn.messages === "unshown" && (turn.playback === "playing" || turn.waiting.length > 0)) {
    const waiters = release(turn);
    publishNow(turn);
    turn.effects.push({ type: "answer", waiters });
  }
}

/** Publishes even while paused. */
export function publishNow(turn: StreamTurn): void {
  if (turn.messages === "none") {
    gather(turn, false);
  }
  turn.messages = "shown";
  turn.validity = "current";
  turn.effects.push({ type: "publish", isComplete: turn.phase === "complete" });
}

/** Stops fetches from waiting: returns those to resolve. */
export function release(turn: StreamTurn, waiters = turn.waiting): readonly number[] {
  turn.waiting = turn.waiting.filter((waiter) => !waiters.includes(waiter));
  for (const timer of waiters) {
    turn.effects.push({ type: "stopTimer", timer });
  }
  if (turn.ownership === "kept" && turn.waiting.length === 0) {
    linger(turn);
  }
  return waiters;
}

/** Starts to linger: the stream briefly outlives its last user, for components that remount immediately. */
export function linger(turn: StreamTurn): void {
  turn.ownership = "lingering";
  turn.effects.push({ type: "startTimer", timer: "linger", ms: turn.spec.lingerMs });
}

/** Stops lingering. */
export function passTo(turn: StreamTurn, ownership: StreamLife["ownership"]): void {
  turn.ownership = ownership;
  turn.effects.push({ type: "stopTimer", timer: "linger" });
}

/**
 * Stops the run, if any, without an error.
 *
 * @param isForgotten true if the cache has dropped the data, and nothing more must be published
 */
export function stop(turn: StreamTurn, phase: "idle" | "canceled", isForgotten: boolean): void {
  turn.effects.push({ type: "stopFrame" });
  if (isRunning(turn)) {
    turn.run++; // ignores whatever this run still does
    turn.effects.push({ type: "abort", isReplaced: false });
  }
  if (isForgotten) {
    turn.messages = "none";
  } else if (turn.messages === "unshown") {
    publishNow(turn);
  }
  if (turn.phase !== "complete" && turn.phase !== "error") {
    turn.phase = phase;
    turn.connection = { ...turn.connection, nextRetryAt: undefined };
    turn.effects.push({ type: "tell" });
  }
  if (turn.waiting.length > 0) {
    turn.effects.push({ type: "cancelFetch", waiters: turn.waiting });
  }
}
