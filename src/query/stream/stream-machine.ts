/**
 * The state machine of a stream: how each event changes its state, and the effects that follow. Pure: no I/O, no clock,
 * no TanStack. docs/stream-states.md has a diagram.
 */
import type { StreamEffect } from "./stream-effect.ts";
import type { StreamEvent } from "./stream-event.ts";
import { isRunning, type StreamLife, validityOf } from "./stream-life.ts";
import { idleConnection } from "./stream-state.ts";
import { gather, linger, open, passTo, publish, publishNow, release, type StreamTurn, stop } from "./stream-turn.ts";

export interface StreamStep {
  state: StreamLife;
  /** In the order they must be carried out. */
  effects: readonly StreamEffect[];
}

export function step(state: StreamLife, event: StreamEvent): StreamStep {
  const turn: StreamTurn = { ...state, effects: [] };
  if (!("run" in event) || (event.run === state.run && isRunning(state))) {
    (rules[event.type] as (turn: StreamTurn, event: StreamEvent) => void)(turn, event);
  }
  const { effects, ...next } = turn;
  return { state: next, effects };
}

type Rules = { [T in StreamEvent["type"]]: (turn: StreamTurn, event: Extract<StreamEvent, { type: T }>) => void };

const rules: Rules = {
  asked(turn, { waiter, spec, startsOver, isBroken }) {
    const isOpen = isRunning(turn);
    turn.waiting = [...turn.waiting, waiter];
    turn.effects.push({ type: "startTimer", timer: waiter, ms: spec.waitMs });
    keep(turn);
    if (startsOver || !isOpen || turn.progress !== "silent") {
      // A running stream is not broken: a fetch that does not join it wants to start over.
      const canContinue = isBroken && !isOpen && turn.validity === "current" && spec.resume !== undefined;
      open(turn, spec, canContinue && !startsOver);
    }
  },

  left(turn, { waiter }) {
    if (turn.waiting.includes(waiter)) {
      release(turn, [waiter]);
    }
  },

  owned(turn, { isOwned }) {
    const wasOwned = turn.ownership === "owned";
    if (isOwned && !wasOwned) {
      allow(turn);
      passTo(turn, "owned");
    } else if (!isOwned && wasOwned) {
      linger(turn);
    }
  },

  allowed: allow,

  restarted(turn) {
    keep(turn);
    open(turn, turn.spec, false);
  },

  canceled(turn) {
    if (isRunning(turn)) {
      stop(turn, "canceled", false);
    }
  },

  paused(turn) {
    publish(turn);
    turn.playback = "paused";
    turn.effects.push({ type: "tell" });
  },

  resumed(turn) {
    turn.playback = "playing";
    turn.effects.push({ type: "tell" });
    publish(turn);
  },

  invalidated(turn) {
    turn.validity = "outdated";
    if (turn.progress === "silent") {
      turn.progress = "outdated";
    }
  },

  changed(turn, { snapshot, isInvalidated, isWritten }) {
    turn.validity = validityOf(isInvalidated);
    turn.effects.push({ type: "adopt", snapshot, isWritten });
  },

  reset(turn, { snapshot, isInvalidated }) {
    turn.validity = validityOf(isInvalidated);
    if (turn.ownership === "lingering") {
      linger(turn); // restarts the timer
    }
    turn.effects.push({ type: "adopt", snapshot, isWritten: false });
    stop(turn, "idle", true);
    turn.phase = "idle";
    turn.connection = idleConnection;
    turn.effects.push({ type: "tell" });
  },

  removed(turn) {
    close(turn, true);
  },

  connection(turn, { change }) {
    publish(turn); // shows the connection's messages before its outcome
    turn.phase = change.status ?? turn.phase;
    turn.connection = { ...turn.connection, ...change };
    turn.effects.push({ type: "tell" });
  },

  request(turn) {
    if (turn.messages === "none" || !turn.spec.resume) {
      gather(turn, false);
    }
  },

  messages(turn, { messages }) {
    const isNews = turn.connection.attempt > 0 || turn.phase !== "open";
    turn.phase = "open";
    turn.progress = "flowing";
    turn.failure = "untold";
    turn.messages = "unshown";
    turn.effects.push({ type: "startFrame" }, { type: "deliver", to: turn.spec, messages });
    if (isNews) {
      turn.connection = { ...turn.connection, attempt: 0, nextRetryAt: undefined };
      turn.effects.push({ type: "tell" });
    }
    turn.effects.push({ type: "deliver", to: "listeners", messages });
  },

  completed(turn) {
    if (turn.messages === "none") {
      gather(turn, false);
    }
    turn.phase = "complete";
    turn.messages = "unshown";
    turn.effects.push({ type: "stopFrame" });
    publish(turn);
    turn.effects.push({ type: "tell" });
  },

  failed(turn, { run, error }) {
    const waiters = release(turn);
    turn.phase = "error";
    turn.connection = { ...turn.connection, error, lastError: error, nextRetryAt: undefined };
    turn.effects.push({ type: "stopFrame" });
    if (turn.messages === "unshown") {
      publishNow(turn); // data survives errors
    }
    turn.effects.push(
      { type: "tell" },
      waiters.length > 0
        ? { type: "reject", waiters, error }
        : { type: "fail", run, error, isTold: turn.failure === "told" },
    );
  },

  frame: publish,

  silence(turn, { waiter, hasSnapshot }) {
    if (turn.waiting.includes(waiter)) {
      const { lastError } = turn.connection;
      const waiters = release(turn);
      if (lastError && !hasSnapshot) {
        turn.failure = "told";
        turn.effects.push({ type: "reject", waiters, error: lastError });
      } else {
        if (!hasSnapshot) {
          publishNow(turn);
        }
        turn.effects.push({ type: "answer", waiters }); // later messages reach them through the cache
      }
    }
  },

  lingered(turn) {
    if (turn.ownership === "lingering") {
      close(turn, false);
      turn.effects.push({ type: "abandon", run: turn.run });
    }
  },
};

/** Marks the stream as kept while fetches wait, even if it was lingering because its owner had left. */
function keep(turn: StreamTurn): void {
  if (turn.ownership !== "owned" && turn.waiting.length > 0) {
    passTo(turn, "kept");
  }
}

function allow(turn: StreamTurn): void {
  if (turn.phase === "canceled") {
    turn.phase = "idle";
  }
}

/** @param isForgotten as in `stop` */
function close(turn: StreamTurn, isForgotten: boolean): void {
  passTo(turn, "unowned");
  stop(turn, "idle", isForgotten);
}
