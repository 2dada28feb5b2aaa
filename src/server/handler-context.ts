/** What an implementation sees of its call: what interceptors see as well, and when the head of its response goes. */
import { RequestContext } from "../core/request-context.ts";

export class HandlerContext<I = unknown, O = unknown> extends RequestContext<I, O> {
  /** @internal Sends the head; unset where it cannot go before the outcome of the call is known. */
  onSendHeaders: (() => void) | undefined;
  /** @internal Tells `onError`. */
  report!: (error: unknown) => void;

  /**
   * Sends the head of the response now, with the headers that are set, and not only with the first message: a client
   * learns that a stream is open which has nothing to say yet, and no proxy gives up on it. Headers that are set later are
   * left out, and `onError` is told. Safe to call more than once.
   *
   * A stream whose implementation is silent for a second does this by itself. A unary response of Connect has its outcome
   * in its head: there it changes nothing.
   */
  sendHeaders(): void {
    this.onSendHeaders?.();
  }
}
