/** Waits for silence, and does not mistake a busy page for it. */

/**
 * A second look this many milliseconds later: timers of a page that was busy fire before it has read what arrived
 * meanwhile.
 */
const secondLookMs = 50;

/**
 * Calls back when nothing has arrived for this many milliseconds.
 *
 * @param ms at most 2 ** 31 - 1
 * @returns what to call when something has arrived
 */
export function afterSilence(ms: number, onSilence: () => void): () => void {
  let timer = setTimeout(() => {
    timer = setTimeout(onSilence, secondLookMs);
  }, ms);
  return () => clearTimeout(timer);
}
