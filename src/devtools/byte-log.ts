/** The bytes of a body as received over the wire: by reference, in their original chunks, and counted lazily. */
import { EnvelopeCounter } from "./envelope-counter.ts";

export interface Chunk {
  /** On the clock of now(). */
  readonly at: number;
  readonly bytes: Uint8Array;
  /** The size on arrival, because its buffer may have been transferred since. */
  readonly size: number;
}

/** How much of the start of a body is kept if there is no room for all of it. */
export const headBytes = 64 * 1024;
/** Replaces a chunk that is gone. */
const nothing: Chunk = { at: 0, bytes: new Uint8Array(), size: 0 };
/** The memory used by a chunk in addition to its bytes. */
const chunkCost = 96;

export class ByteLog {
  /** The number of bytes received, kept or not. */
  received = 0;
  firstAt: number | undefined;
  lastAt: number | undefined;
  /** What was cut out between {@link head} and {@link tail}; only bytes for a chunk whose start is kept. */
  readonly cut = { chunks: 0, bytes: 0 };
  readonly head: Chunk[] = [];
  #tail: Chunk[] = [];
  /** The start of the tail: shifting a large array costs as much as copying it. */
  #tailStart = 0;
  readonly #counter = new EnvelopeCounter();
  /** The number of chunks that the counter has read. */
  #counted = 0;
  /** Has read the head and what was cut out, so that a reader of the tail knows where its first message starts. */
  cutCounter: EnvelopeCounter | undefined;

  /** The number of chunks received, kept or not. */
  get total(): number {
    return this.head.length + this.cut.chunks + this.#tail.length - this.#tailStart;
  }

  /** The newest chunks. */
  get tail(): Chunk[] {
    return this.#tail.slice(this.#tailStart);
  }

  /** @returns the memory used */
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
   * Makes room: cuts out the oldest chunk behind the head, whose start may still fill up the head.
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

  /** Returns the chunk with this index; undefined if it is not kept. */
  chunk(index: number): Chunk | undefined {
    return index < this.head.length
      ? this.head[index]
      : this.#tail[this.#tailStart + index - this.head.length - this.cut.chunks];
  }

  /** Reads what is new. Returns the counter of complete messages. */
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
