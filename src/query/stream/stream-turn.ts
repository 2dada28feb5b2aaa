/** One turn of the machine, from an event to what becomes of it: what several events have in common. */
import type { StreamEffect } from "./stream-effect.ts";
import { isRunning, type StreamLife } from "./stream-life.ts";
import type { StreamSpec } from "./stream-spec.ts";
import { idleConnection } from "./stream-state.ts";

/**
 * A copy of the life, to be changed, and what there is to be done.
 *
 * Effects are carried out when the life has changed, and some of them reach code of the application, which may do
 * anything to the stream. So timers come before those, and whatever comes after says which run or which fetches it is
 * meant for.
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

/** Shows what has arrived, unless it is held back and nobody waits for it; this answers whoever does. */
export function publish(turn: StreamTurn): void {
  if (turn.messages === "unshown" && (turn.playback === "playing" || turn.waiting.length > 0)) {
    const waiters = release(turn);
    publishNow(turn);
    turn.effects.push({ type: "answer", waiters });
  }
}

/** Also while it is paused. */
export function publishNow(turn: StreamTurn): void {
  if (turn.messages === "none") {
    gather(turn, false);
  }
  turn.messages = "shown";
  turn.validity = "current";
  turn.effects.push({ type: "publish", isComplete: turn.phase === "complete" });
}

/** Those who wait do so no more: returns whom to answer. */
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

/** Nobody wants it any more: it outlives the last of them by a moment, for those who come right back. */
export function linger(turn: StreamTurn): void {
  turn.ownership = "lingering";
  turn.effects.push({ type: "startTimer", timer: "linger", ms: turn.spec.lingerMs });
}

/** It does not linger any more. */
export function passTo(turn: StreamTurn, ownership: StreamLife["ownership"]): void {
  turn.ownership = ownership;
  turn.effects.push({ type: "stopTimer", timer: "linger" });
}

/**
 * Ends the run, if there is one, without a word of error.
 *
 * @param isForgotten true if the cache has dropped what there was, and nothing more is to be put there
 */
export function stop(turn: StreamTurn, phase: "idle" | "canceled", isForgotten: boolean): void {
  turn.effects.push({ type: "stopFrame" });
  if (isRunning(turn)) {
    turn.run++; // nothing of this one counts any more
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
