/** When the head of a response goes: with its first message, or before. */

/** How long a stream may be silent before its head goes by itself. */
const silenceMs = 1000;

export class ResponseHead {
  /** Settles when the head has to go, whether or not there is a message for it. */
  readonly isDue: Promise<void>;
  #isSent = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settle = () => {};

  constructor() {
    this.isDue = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** An implementation is at work: its silence counts from here. */
  listen(): void {
    if (!this.#isSent) {
      this.#timer = setTimeout(() => this.send(), silenceMs);
    }
  }

  /** Safe to call more than once. */
  send(): void {
    this.#isSent = true;
    clearTimeout(this.#timer);
    this.#settle();
  }
}
