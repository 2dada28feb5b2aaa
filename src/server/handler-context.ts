/**
 * The context of a call for its implementation: that of interceptors, plus control over when response headers are sent.
 */
import { RequestContext } from "../core/request-context.ts";

export class HandlerContext<I = unknown, O = unknown> extends RequestContext<I, O> {
  /** @internal Sends the response headers; unset if they must wait for the outcome of the call. */
  onSendHeaders: (() => void) | undefined;
  /** @internal Calls `onError`. */
  report!: (error: unknown) => void;

  /**
   * Sends the response headers now instead of with the first message, so that a client learns that a silent stream is
   * open, and no proxy times out. Headers that are set later are dropped and reported to `onError`. Safe to call more
   * than once.
   *
   * Streams do this automatically after a second of silence. It has no effect on unary Connect responses, whose status
   * line depends on the outcome.
   */
  sendHeaders(): void {
    this.onSendHeaders?.();
  }
}
