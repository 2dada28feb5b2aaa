/** Determines when response headers are sent: with the first message, or earlier. */

/** How long a stream may be silent before its headers are sent anyway. */
const silenceMs = 1000;

export class ResponseHead {
  /** Resolves when the headers must be sent, with or without a message. */
  readonly isDue: Promise<void>;
  #isSent = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settle = () => {};

  constructor() {
    this.isDue = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Starts the timer: the implementation is running. */
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
