/** Streams that a test feeds message by message. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { HandlerContext } from "../server/handler-context.ts";
import { CallWatch } from "./call-watch.ts";
import { FedStream, type FeedEvent } from "./fed-stream.ts";
import type { MockCall } from "./mock-call.ts";

/**
 * Created by `mock.feed(method)`. Messages that the test pushes go to every open stream. If none is open, they are kept
 * for the next one, so that a test may push before or after a component subscribes. After `end` or `fail`, the next
 * stream starts over, which is how to test reconnecting.
 *
 * @example
 * const ticks = mock.feed(ClockService.method.tick);
 * render(<Clock />);
 * await ticks.opened();
 * ticks.push({ index: 1n }, { index: 2n });
 * ticks.fail(new ConnectError(Code.Unavailable, "gone"));
 * await ticks.opened(); // the client has reconnected
 */
export class MockFeed<I, O> {
  readonly #name: string;
  readonly #watch = new CallWatch();
  readonly #open = new Map<FedStream<O>, MockCall<I>>();
  /** Events for streams that are yet to be opened. */
  #kept: FeedEvent<O>[] = [];
  /** How the latest stream ended. */
  #lastEnd: "left" | "ended" | undefined;
  #disposed: string | undefined;

  /** @internal */
  constructor(name: string) {
    this.#name = name;
  }

  /** The number of open streams. */
  get openCount(): number {
    return this.#open.size;
  }

  /** Sends messages, given as their fields. */
  push(...messages: O[]): void {
    for (const message of messages) {
      this.#add({ message });
    }
  }

  /** Ends the streams successfully. */
  end(): void {
    this.#add({ end: undefined });
    this.#ended();
  }

  /** Ends the streams with this error. */
  fail(error: Error): void {
    this.#add({ end: error });
    this.#ended();
  }

  /** Returns the call of the latest stream that is still open; waits for one if none is open. */
  opened(): Promise<MockCall<I>> {
    return this.#watch.wait(`waiting for ${this.#name} to be opened`, () => [...this.#open.values()].at(-1));
  }

  /**
   * Waits until no stream is open any more because the client closed it early, canceled it, or timed out. Rejects if
   * the test ended it.
   */
  async left(): Promise<void> {
    await this.#watch.wait(`waiting for ${this.#name} to be left`, () => {
      if (this.#open.size === 0 && this.#lastEnd === "ended") {
        throw new ConnectError(Code.FailedPrecondition, `${this.#name} cannot be left: it was ended by the test`);
      }
      return (this.#open.size === 0 && this.#lastEnd === "left") || undefined;
    });
  }

  /** @internal Returns the stream for one call. */
  take(call: MockCall<I>, ctx: HandlerContext): AsyncIterable<O> {
    const stream = new FedStream<O>();
    const end = this.#kept.findIndex((event) => "end" in event);
    for (const event of this.#kept.splice(0, end < 0 ? this.#kept.length : end + 1)) {
      stream.add(event);
    }
    if (this.#disposed !== undefined) {
      stream.add({ end: new ConnectError(Code.Unavailable, this.#disposed) });
    } else if (end < 0) {
      this.#open.set(stream, call);
      this.#lastEnd = undefined;
      ctx.deadline.onAbort(() => this.#leave(stream));
    } else {
      this.#lastEnd = "ended";
    }
    ctx.sendHeaders(); // the client sees immediately that the stream is open
    this.#watch.changed();
    return stream;
  }

  /** @internal */
  dispose(reason: string): void {
    this.#disposed = reason;
    this.#kept = [];
    if (this.#open.size > 0) {
      this.fail(new ConnectError(Code.Unavailable, reason));
    }
    this.#watch.end(reason);
  }

  #add(event: FeedEvent<O>): void {
    if (this.#open.size === 0 && this.#disposed === undefined) {
      this.#kept.push(event);
    }
    for (const stream of this.#open.keys()) {
      stream.add(event);
    }
  }

  #ended(): void {
    if (this.#open.size > 0) {
      this.#open.clear();
      this.#lastEnd = "ended";
      this.#watch.changed();
    }
  }

  #leave(stream: FedStream<O>): void {
    stream.return();
    if (this.#open.delete(stream)) {
      this.#lastEnd = "left";
      this.#watch.changed();
    }
  }
}
