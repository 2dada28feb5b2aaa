/** Notices a connection that has gone silent: some die without telling anyone. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";

export interface Heartbeat {
  /** There was a sign of life. */
  beat(): void;
  stop(): void;
}

/** Calls `onSilence` when there was no beat for so long. */
export function startHeartbeat(ms: number | undefined, onSilence: (error: ConnectError) => void): Heartbeat {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const beat = () => {
    if (ms !== undefined) {
      stop();
      timer = setTimeout(
        () =>
          onSilence(new ConnectError(Code.Unavailable, `there was no message for ${ms} ms: the connection is dead`)),
        ms,
      );
    }
  };
  beat();
  return { beat, stop };
}
