/** Handles streams in server-side rendering: reads nothing, or the first message. */

import { startTimer } from "../../core/timer.ts";
import { streamOrigin } from "../call-origin.ts";
import { StreamBuffer } from "./stream-buffer.ts";
import type { StreamSpec } from "./stream-spec.ts";
import type { StreamSnapshot } from "./stream-state.ts";

/**
 * Reads at most the first message, and only if the stream's options say so: the browser opens the stream once it has
 * the page, and continues from the snapshot if it can.
 */
export async function readFirst(spec: StreamSpec, queryHash: string, signal: AbortSignal): Promise<StreamSnapshot> {
  const buffer = new StreamBuffer(spec.mode, spec.limit);
  if (spec.ssr !== "first") {
    return buffer.snapshot(false);
  }
  const stream = spec.open(spec.input, { ...spec.call, signal, origin: streamOrigin(queryHash) });
  let isLate = false;
  const stopTimer = startTimer(spec.waitMs, () => {
    isLate = true;
    stream.cancel();
  });
  try {
    for await (const message of stream) {
      buffer.push([message]);
      return buffer.snapshot(false);
    }
    return buffer.snapshot(true);
  } catch (error) {
    if (isLate) {
      return buffer.snapshot(false);
    }
    throw error;
  } finally {
    stopTimer();
  }
}
