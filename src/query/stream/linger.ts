/** How long a stream lives: while somebody has it, or waits for its first snapshot, and then for a moment more. */
import { startTimer } from "./timer.ts";

export interface LingerOptions {
  /** Milliseconds from when nobody wants it any more, as it is at that time. */
  lingerMs: () => number;
  /** True while a fetch waits for the first snapshot. Tell `update` when that changes. */
  isAwaited: () => boolean;
  /** Nobody has wanted it for long enough. */
  onEnd: () => void;
}

export class Linger {
  readonly #options: LingerOptions;
  #isOwned = false;
  /** True when its last owner has left: who waits since before that waits no longer than it lingers. */
  #wasLeft = false;
  #stop: (() => void) | undefined;

  constructor(options: LingerOptions) {
    this.#options = options;
  }

  get isOwned(): boolean {
    return this.#isOwned;
  }

  setOwned(isOwned: boolean): void {
    this.#wasLeft = !isOwned && (this.#isOwned || this.#wasLeft);
    this.#isOwned = isOwned;
    this.update();
  }

  /** Somebody asks for it anew: who waits from now on does so for himself. */
  renew(): void {
    this.#wasLeft = false;
    this.update();
  }

  /** The fetch of an owner goes on when that has left, which is nobody's waiting then. */
  update(): void {
    const { lingerMs, isAwaited, onEnd } = this.#options;
    if (this.#isOwned || (isAwaited() && !this.#wasLeft)) {
      this.stop();
    } else {
      this.#stop ??= startTimer(lingerMs(), onEnd);
    }
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
