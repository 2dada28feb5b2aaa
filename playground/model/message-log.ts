/** Keeps the last messages of a stream outside React. Appending takes constant time, however many there are. */
import type { Message } from "@bufbuild/protobuf";

export interface LoggedMessage {
  /** Counts from 0 over the whole stream. */
  readonly index: number;
  /** Milliseconds since the call began. */
  readonly atMs: number;
  readonly message: Message;
}

/** More than anybody reads, and few enough that an endless stream does not fill up memory. */
export const keptMessages = 10_000;

export class MessageLog {
  #entries: LoggedMessage[] = [];
  #total = 0;

  /** The number of messages received. */
  get total(): number {
    return this.#total;
  }

  append(messages: readonly Message[], atMs: number): void {
    for (const message of messages) {
      this.#entries.push({ index: this.#total, atMs, message });
      this.#total++;
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
}
