/** Runs a task at most once a frame, and also where no frames are drawn. */

/** About a frame; and where nobody looks, browsers make a second of it. */
const fallbackMs = 16;
/** When frames should come but do not (a hidden tab, a window that is covered). */
const missedFrameMs = 100;

export class FlushTimer {
  readonly #task: () => void;
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(task: () => void) {
    this.#task = task;
  }

  /** Has the task run soon, unless it is to be run soon already. */
  schedule(): void {
    if (this.#timer !== undefined) {
      return;
    }
    const hasFrames = globalThis.document?.visibilityState === "visible" && globalThis.requestAnimationFrame;
    if (hasFrames) {
      this.#frame = requestAnimationFrame(() => this.#run());
    }
    // Also beside a frame: the page may be hidden before that is drawn.
    this.#timer = setTimeout(() => this.#run(), hasFrames ? missedFrameMs : fallbackMs);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#frame !== undefined) {
      globalThis.cancelAnimationFrame?.(this.#frame); // without it, the task is run once more than needed
      this.#frame = undefined;
    }
  }

  #run(): void {
    this.cancel();
    this.#task();
  }
}
