/** Delivers messages to callbacks that receive each of them. */
export interface MessageCallbacks<O = unknown> {
  /** Called with every message, in order. */
  onMessage?(message: O): void;
  /** Called with the messages that arrived together: faster for thousands per second. */
  onBatch?(messages: readonly O[]): void;
}

/**
 * Errors thrown by a callback are reported as uncaught. They neither end the stream, which others read too, nor keep
 * the callback from receiving later messages.
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
