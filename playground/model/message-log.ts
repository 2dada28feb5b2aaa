/** Keeps the last messages of a stream outside React. Appending takes constant time, however many there are. */
import type { Message } from "@bufbuild/protobuf";
import { GapMeter } from "./gap-meter.ts";

export interface LoggedMessage {
  /** Counts from 0 over the whole stream. */
  readonly index: number;
  /** Milliseconds since the call began. */
  readonly atMs: number;
  /** Milliseconds since the message before it; undefined for the first. */
  readonly gapMs: number | undefined;
  /** Much longer than the gaps before it. */
  readonly isLongGap: boolean;
  readonly message: Message;
}

/** Messages to show: some of those that are kept, in order. */
export interface MessageRange {
  /** The position of the first, and of the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Returns the message at a position; undefined if it is not kept. */
  at(position: number): LoggedMessage | undefined;
  /** Returns the position of a message, or of the next one that is in the range. */
  positionOf(index: number): number;
}

/** More than anybody reads, and few enough that an endless stream does not fill up memory. */
export const keptMessages = 10_000;

export class MessageLog implements MessageRange {
  #entries: LoggedMessage[] = [];
  #total = 0;
  #lastMs: number | undefined;
  readonly #gaps = new GapMeter();

  /** The number of messages received. */
  get total(): number {
    return this.#total;
  }

  get first(): number {
    return Math.max(0, this.#total - keptMessages);
  }

  get end(): number {
    return this.#total;
  }

  /** Appends messages that have arrived together. */
  append(messages: readonly Message[], atMs: number): void {
    for (const message of messages) {
      const gapMs = this.#lastMs === undefined ? undefined : atMs - this.#lastMs;
      // Of messages that arrive together, only the first had to be waited for.
      const isLongGap = gapMs !== undefined && gapMs > 0 && this.#gaps.isLong(gapMs);
      this.#entries.push({ index: this.#total, atMs, gapMs, isLongGap, message });
      this.#total++;
      this.#lastMs = atMs;
    }
    // Holds up to twice as many before it drops the older half, so that not every message moves all the others.
    if (this.#entries.length > 2 * keptMessages) {
      this.#entries = this.#entries.slice(-keptMessages);
    }
  }

  /** Returns the message with this index; undefined if it has not arrived, or is no longer kept. */
  at(index: number): LoggedMessage | undefined {
    const first = this.#total - this.#entries.length;
    return this.#entries[index - first];
  }

  positionOf(index: number): number {
    return index;
  }

  /** Returns what is kept now, which later messages do not change. */
  freeze(): MessageRange {
    const { first, end } = this;
    const kept = this.#entries.slice(-keptMessages);
    return { first, end, at: (index) => kept[index - first], positionOf: (index) => index };
  }
}
