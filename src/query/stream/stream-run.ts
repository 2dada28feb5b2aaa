/** Reads a stream from start to end, over as many connections as it takes. */
import { ConnectError } from "../../core/connect-error.ts";
import { streamOrigin } from "../call-origin.ts";
import { countConnection } from "./connection-budget.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { nextTask } from "./next-task.ts";
import { reconnectDelayMs, waitToReconnect } from "./reconnect.ts";
import type { StreamSpec } from "./stream-spec.ts";
import type { StreamConnection } from "./stream-state.ts";

/** How long batches are read without a pause before the page may render and handle input. */
const sliceMs = 8;

export interface StreamRun<I, O> {
  spec: StreamSpec<I, O>;
  /** The hash of the stream's query. */
  queryHash: string;
  /** Aborts the run: it then rejects, and no more callbacks are called. */
  signal: AbortSignal;
  /** Called before each connection. Returns the last message if the stream is to continue after it. */
  onConnect(): O | undefined;
  onMessages(messages: O[]): void;
  onConnection(change: Partial<StreamConnection>): void;
}

/** Resolves when the server has ended the stream; rejects with the first ConnectError that is not retried. */
export async function runStream<I, O>(run: StreamRun<I, O>): Promise<void> {
  const { spec, signal, onConnection } = run;
  for (let attempt = 0; ; ) {
    onConnection({ status: attempt > 0 ? "reconnecting" : "connecting", attempt, nextRetryAt: undefined });
    try {
      await readOnce(run, () => {
        attempt = 0;
      });
      return;
    } catch (reason) {
      const error = ConnectError.from(reason);
      attempt++;
      const delayMs = spec.reconnect && !signal.aborted ? reconnectDelayMs(spec.reconnect, error, attempt) : undefined;
      if (delayMs === undefined) {
        throw error;
      }
      const nextRetryAt = Date.now() + delayMs;
      onConnection({ status: "reconnecting", lastError: error, attempt, nextRetryAt });
      await waitToReconnect(delayMs, signal);
    }
  }
}

/** Reads from one connection. */
async function readOnce<I, O>(run: StreamRun<I, O>, onAlive: () => void): Promise<void> {
  const { spec, signal, onConnection } = run;
  const latest = run.onConnect();
  const input = latest !== undefined && spec.resume ? spec.resume(latest, spec.input) : spec.input;
  let silence: ConnectError | undefined;
  const stream = spec.open(input, {
    ...spec.call,
    signal,
    origin: streamOrigin(run.queryHash),
    onHeader(headers) {
      onConnection({ status: "open", headers, trailers: undefined });
      spec.call.onHeader?.(headers);
    },
    onTrailer(trailers) {
      onConnection({ trailers });
      spec.call.onTrailer?.(trailers);
    },
  });
  const closed = countConnection(spec);
  const heartbeat = startHeartbeat(spec.heartbeatMs, (error) => {
    silence = error;
    stream.cancel(error);
  });
  try {
    const clock = globalThis.performance ?? Date;
    let sliceStart = clock.now();
    for await (const messages of stream.batches()) {
      heartbeat.beat();
      onAlive();
      run.onMessages(messages);
      if (clock.now() - sliceStart > sliceMs) {
        await nextTask();
        sliceStart = clock.now();
      }
    }
  } catch (error) {
    throw silence ?? error;
  } finally {
    heartbeat.stop();
    closed();
  }
}
