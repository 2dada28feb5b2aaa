/** Keeps the last messages of a stream, outside of React: appending costs the same however many there were. */
import type { Message } from "@bufbuild/protobuf";

export interface LoggedMessage {
  /** Counts from 0 over the whole stream. */
  readonly index: number;
  /** Milliseconds since the call began. */
  readonly atMs: number;
  readonly message: Message;
}

/** More than anybody reads, and few enough that an endless stream does not fill the memory. */
export const keptMessages = 10_000;

export class MessageLog {
  #entries: LoggedMessage[] = [];
  #total = 0;

  /** How many messages there were in all. */
  get total(): number {
    return this.#total;
  }

  append(messages: readonly Message[], atMs: number): void {
    for (const message of messages) {
      this.#entries.push({ index: this.#total, atMs, message });
      this.#total++;
    }
    // Twice as many are held before the older half goes, so that not every message moves all the others.
    if (this.#entries.length > 2 * keptMessages) {
      this.#entries = this.#entries.slice(-keptMessages);
    }
  }

  /** The message with this index; undefined if it has not come, or is kept no longer. */
  at(index: number): LoggedMessage | undefined {
    const first = this.#total - this.#entries.length;
    return this.#entries[index - first];
  }
}
