/** Hands messages to those who want each of them. */
export interface MessageCallbacks<O = unknown> {
  /** Called with every message, in order. */
  onMessage?(message: O): void;
  /** Called with the messages that arrived together: the fast road for thousands a second. */
  onBatch?(messages: readonly O[]): void;
}

/**
 * What a callback throws is reported as an uncaught error. It neither ends the stream, for others read it, too, nor
 * costs the callback the messages after that.
 */
export function deliver<O>(callbacks: MessageCallbacks<O>, messages: readonly O[]): void {
  if (callbacks.onBatch) {
    attempt(() => callbacks.onBatch?.(messages));
  }
  for (const message of callbacks.onMessage ? messages : []) {
    attempt(() => callbacks.onMessage?.(message));
  }
}

function attempt(call: () => void): void {
  try {
    call();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
