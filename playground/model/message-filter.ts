/** Finds the messages that contain a text, in slices of time, so that the page stays responsive. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import { lineParts } from "./message-json.ts";
import { keptMessages, type LoggedMessage, type MessageRange } from "./message-log.ts";

/** Of each frame; the rest is the page's. */
const sliceMs = 6;

export class MessageFilter implements MessageRange {
  readonly #source: MessageRange;
  readonly #schema: DescMessage;
  readonly #registry: Registry;
  readonly #text: string;
  #matches: LoggedMessage[] = [];
  /** Matches that are no longer kept. */
  #dropped = 0;
  #next: number;
  /** The rest of a message that is larger than what is read at a time, and the end of what was read of it. */
  #open: { readonly index: number; readonly parts: Iterator<string>; tail: string } | undefined;

  constructor(source: MessageRange, schema: DescMessage, registry: Registry, text: string) {
    this.#source = source;
    this.#schema = schema;
    this.#registry = registry;
    // JSON on one line has no spaces that a reader would type.
    this.#text = text.trim().toLowerCase().replaceAll('": ', '":');
    this.#next = source.first;
  }

  get first(): number {
    return this.#dropped;
  }

  get end(): number {
    return this.#dropped + this.#matches.length;
  }

  at(position: number): LoggedMessage | undefined {
    return this.#matches[position - this.#dropped];
  }

  positionOf(index: number): number {
    let [low, high] = [0, this.#matches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#matches[middle]?.index ?? 0) < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.#dropped + low;
  }

  get isDone(): boolean {
    return this.#next >= this.#source.end;
  }

  /** Reads some of the messages that have not been read. @returns whether that has changed the matches */
  step(): boolean {
    const before = this.end;
    const until = performance.now() + sliceMs;
    this.#next = Math.max(this.#next, this.#source.first);
    // At least one part each time, however busy the machine is.
    do {
      const entry = this.#source.at(this.#next);
      const isMatch = entry && this.#search(entry);
      if (isMatch) {
        this.#matches.push(entry);
      }
      if (isMatch !== undefined || !entry) {
        this.#open = undefined;
        this.#next++;
      }
    } while (!this.isDone && performance.now() < until);
    return this.#drop() || this.end !== before;
  }

  /** Searches the next part of a message. @returns undefined if there may be more of it */
  #search({ index, message }: LoggedMessage): boolean | undefined {
    if (this.#open?.index !== index) {
      const parts = lineParts(this.#schema, message, this.#registry)[Symbol.iterator]();
      this.#open = { index, parts, tail: "" };
    }
    try {
      const { done, value } = this.#open.parts.next();
      if (done) {
        return false;
      }
      const text = this.#open.tail + value.toLowerCase();
      // What is searched for can begin in one part and end in the next.
      this.#open.tail = this.#text.length > 1 ? text.slice(1 - this.#text.length) : "";
      return text.includes(this.#text) ? true : undefined;
    } catch {
      return false; // there is no JSON to search
    }
  }

  /** Drops the matches that the log no longer keeps, many at a time. */
  #drop(): boolean {
    const gone = this.#matches.findIndex(({ index }) => index >= this.#source.first);
    const count = gone === -1 ? this.#matches.length : gone;
    if (count > keptMessages / 10 || (count > 0 && this.isDone)) {
      this.#matches = this.#matches.slice(count);
      this.#dropped += count;
      return true;
    }
    return false;
  }
}
