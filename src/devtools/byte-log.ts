/** The bytes of a body as they came over the wire: by reference, in the chunks they came in, and counted when asked. */
import { EnvelopeCounter } from "./envelope-counter.ts";

export interface Chunk {
  /** On the clock of performance.now(). */
  readonly at: number;
  readonly bytes: Uint8Array;
  /** When it came, for its buffer may have been given away since. */
  readonly size: number;
}

/** How much of the start of a body is kept when there is no room for all of it. */
export const headBytes = 64 * 1024;
/** In the place of one that is gone. */
const nothing: Chunk = { at: 0, bytes: new Uint8Array(), size: 0 };
/** What a chunk takes beside its bytes. */
const chunkCost = 96;

export class ByteLog {
  /** Bytes that came, kept or not. */
  received = 0;
  firstAt: number | undefined;
  lastAt: number | undefined;
  /** What was cut out, between {@link head} and {@link tail}; of a chunk whose begin is kept only the bytes. */
  readonly cut = { chunks: 0, bytes: 0 };
  readonly head: Chunk[] = [];
  #tail: Chunk[] = [];
  /** Where the tail begins: to shift an array of many costs as much as there is in it. */
  #tailStart = 0;
  readonly #counter = new EnvelopeCounter();
  /** Chunks that the counter has walked. */
  #counted = 0;
  /** Walks the head and what was cut out, so that a reader of the tail knows where its first message begins. */
  cutCounter: EnvelopeCounter | undefined;

  /** Chunks that came, kept or not. */
  get total(): number {
    return this.head.length + this.cut.chunks + this.#tail.length - this.#tailStart;
  }

  /** The newest chunks. */
  get tail(): Chunk[] {
    return this.#tail.slice(this.#tailStart);
  }

  /** @returns what it takes */
  add(at: number, bytes: Uint8Array): number {
    const size = bytes.byteLength;
    const isHead = this.#tail.length === 0 && this.cut.bytes === 0 && this.received + size <= headBytes;
    this.firstAt ??= at;
    this.lastAt = at;
    this.received += size;
    (isHead ? this.head : this.#tail).push({ at, bytes, size });
    return size + chunkCost;
  }

  /**
   * Makes room: cuts out the oldest chunk behind the head, whose begin may still fill up the head.
   *
   * @param all the newest chunk as well
   * @returns how much room; 0 if there is nothing that may go
   */
  shorten(all = false): number {
    if (this.#tail.length - this.#tailStart <= (all ? 0 : 1)) {
      return 0;
    }
    this.count();
    this.cutCounter ??= this.#walkedHead();
    const { at, bytes, size } = this.#tail[this.#tailStart] as Chunk;
    this.#tail[this.#tailStart++] = nothing;
    if (this.#tailStart > this.#tail.length / 2) {
      this.#tail = this.tail;
      this.#tailStart = 0;
    }
    this.cutCounter.push(bytes);
    const headRoom = this.cut.bytes > 0 ? 0 : this.head.reduce((room, chunk) => room - chunk.size, headBytes);
    let room = size + chunkCost;
    if (headRoom > 0) {
      const begin = bytes.slice(0, headRoom); // copied, so that the rest can go
      this.head.push({ at, bytes: begin, size: begin.byteLength });
      room = size - begin.byteLength;
      this.cut.bytes += room;
    } else {
      this.cut.chunks++;
      this.cut.bytes += size;
    }
    return room;
  }

  /** The chunk of this number; undefined if it is not kept. */
  chunk(index: number): Chunk | undefined {
    return index < this.head.length
      ? this.head[index]
      : this.#tail[this.#tailStart + index - this.head.length - this.cut.chunks];
  }

  /** Walks what is new, and tells how many messages have come whole. */
  count(): EnvelopeCounter {
    for (; this.#counted < this.total; this.#counted++) {
      const chunk = this.chunk(this.#counted);
      if (chunk) {
        this.#counter.push(chunk.bytes);
      }
    }
    return this.#counter;
  }

  #walkedHead(): EnvelopeCounter {
    const counter = new EnvelopeCounter();
    for (const { bytes } of this.head) {
      counter.push(bytes);
    }
    return counter;
  }
}
