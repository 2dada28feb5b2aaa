/** Hands messages to those who want each of them. */
export interface MessageCallbacks<O = unknown> {
  /** Called with every message, in order. */
  onMessage?(message: O): void;
  /** Called with the messages that arrived together: the fast road for thousands a second. */
  onBatch?(messages: readonly O[]): void;
}

/** What a callback throws is reported as an uncaught error, and does not end the stream: others read it, too. */
export function deliver<O>(callbacks: MessageCallbacks<O>, messages: readonly O[]): void {
  try {
    callbacks.onBatch?.(messages);
    for (const message of callbacks.onMessage ? messages : []) {
      callbacks.onMessage?.(message);
    }
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
