/** Notices a connection that has gone silent: some die without telling anyone. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { startTimer } from "./timer.ts";

export interface Heartbeat {
  /** There was a sign of life. */
  beat(): void;
  stop(): void;
}

/** Calls `onSilence` when there was no beat for so long. */
export function startHeartbeat(ms: number | undefined, onSilence: (error: ConnectError) => void): Heartbeat {
  let stopTimer = () => {};
  const beat = () => {
    stopTimer();
    stopTimer = startTimer(ms ?? Number.POSITIVE_INFINITY, () =>
      onSilence(new ConnectError(Code.Unavailable, `there was no message for ${ms} ms: the connection is dead`)),
    );
  };
  beat();
  return { beat, stop: () => stopTimer() };
}
