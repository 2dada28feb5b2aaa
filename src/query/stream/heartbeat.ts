/** Detects connections that have gone silent: some die without notice. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { afterSilence } from "../../core/silence.ts";

export interface Heartbeat {
  /** Records a sign of life. */
  beat(): void;
  stop(): void;
}

/** Calls `onSilence` when there has been no beat for this long. */
export function startHeartbeat(ms: number | undefined, onSilence: (error: ConnectError) => void): Heartbeat {
  let arrived = () => {};
  const beat = () => {
    arrived();
    arrived = afterSilence(ms ?? Number.POSITIVE_INFINITY, () =>
      onSilence(new ConnectError(Code.Unavailable, `no message for ${ms} ms: the connection counts as lost`)),
    );
  };
  beat();
  return { beat, stop: () => arrived() };
}
