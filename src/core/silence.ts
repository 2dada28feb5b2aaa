/** Waits for silence, and does not mistake a busy page for it. */

import { now } from "./now.ts";
import { startTimer } from "./timer.ts";

/** A timer that fires later than this after it was due was kept from it, in milliseconds. */
const punctualMs = 5;

/** How long a page that was busy gets to read what has arrived meanwhile, in milliseconds: its timers fire first. */
const secondLookMs = 50;

/**
 * Calls back when nothing has arrived for this many milliseconds; never for more than 24 days.
 *
 * @returns what to call when something has arrived
 */
export function afterSilence(ms: number, onSilence: () => void): () => void {
  const due = now() + ms;
  let stop = startTimer(ms, () => {
    if (now() - due > punctualMs) {
      stop = startTimer(secondLookMs, onSilence);
    } else {
      onSilence();
    }
  });
  return () => stop();
}
