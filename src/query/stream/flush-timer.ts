/** Runs a task at most once per frame, even where no frames are rendered. */

/** About a frame. In background pages, browsers extend this to a second. */
const fallbackMs = 16;
/** For when expected frames do not come (a hidden tab, a covered window). */
const missedFrameMs = 100;

export class FlushTimer {
  readonly #task: () => void;
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(task: () => void) {
    this.#task = task;
  }

  /** Schedules the task to run soon, unless it already is. */
  schedule(): void {
    if (this.#timer !== undefined) {
      return;
    }
    const hasFrames = globalThis.document?.visibilityState === "visible" && globalThis.requestAnimationFrame;
    if (hasFrames) {
      this.#frame = requestAnimationFrame(() => this.#run());
    }
    // In addition to a frame: the page may be hidden before that is rendered.
    this.#timer = setTimeout(() => this.#run(), hasFrames ? missedFrameMs : fallbackMs);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#frame !== undefined) {
      globalThis.cancelAnimationFrame?.(this.#frame); // otherwise the task would run once more than needed
      this.#frame = undefined;
    }
  }

  #run(): void {
    this.cancel();
    this.#task();
  }
}
