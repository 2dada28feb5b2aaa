/**
 * Finds the frames of a body in its chunks as they arrive: messages in envelopes, or the whole body as one message.
 *
 * Chunks are kept unchanged; a frame within one chunk is a view of it. Where the page has cut out chunks, or the bytes are
 * not an envelope, the rest is shown raw, because that is when users most want to see it.
 */

export type FrameKind =
  /** A message. */
  | "message"
  /** The last frame: Connect's end-stream message as JSON. */
  | "end"
  /** The last frame: gRPC-Web's trailers as text. */
  | "trailers"
  /** Bytes that are not a frame, or the beginning of an incomplete one. */
  | "rest"
  /** Bytes that the page did not keep. */
  | "cut";

export interface Frame {
  readonly kind: FrameKind;
  /** When its last chunk arrived, on the page's clock. */
  readonly at: number;
  readonly isCompressed: boolean;
  /** As it went over the wire, without the envelope. */
  readonly bytes: Uint8Array;
  /** With the envelope; of a cut, what is missing. */
  readonly wireBytes: number;
}

export interface Chunk {
  readonly at: number;
  readonly bytes: Uint8Array;
}

const headerBytes = 5;
const noBytes = new Uint8Array(0);

/** Reads envelopes. `frames` grows in place; `rest()` returns the incomplete frame at the end. */
export class FrameReader {
  readonly frames: Frame[] = [];
  /** Unprocessed chunks; `skip` bytes of the first have been consumed. */
  #pending: Chunk[] = [];
  #pendingBytes = 0;
  #skip = 0;
  #isLost = false;
  #carriedOver = 0;

  push(whole: Chunk): void {
    const chunk = this.#afterCarried(whole);
    if (chunk.bytes.byteLength === 0) {
      return;
    }
    if (this.#isLost) {
      this.#loose(chunk.bytes, chunk.at);
      return;
    }
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.bytes.byteLength;
    while (this.#pendingBytes >= headerBytes) {
      const header = this.#peek(headerBytes);
      const flags = header[0] ?? 0;
      if (!isPlausible(flags)) {
        this.#isLost = true;
        this.#loose(this.#take(this.#pendingBytes), chunk.at);
        return;
      }
      const length = new DataView(header.buffer, header.byteOffset).getUint32(1);
      if (this.#pendingBytes < headerBytes + length) {
        return;
      }
      this.#take(headerBytes);
      this.frames.push({
        kind: flags & 2 ? "end" : flags & 128 ? "trailers" : "message",
        at: chunk.at,
        isCompressed: (flags & 1) !== 0,
        bytes: this.#take(length),
        wireBytes: headerBytes + length,
      });
    }
  }

  /**
   * Marks missing bytes.
   *
   * @param carriedOver number of bytes after them that end a message which started in them
   */
  cut(wireBytes: number, carriedOver: number, at: number): void {
    if (this.#pendingBytes > 0) {
      this.#loose(this.#take(this.#pendingBytes), at);
    }
    this.frames.push({ kind: "cut", at, isCompressed: false, bytes: noBytes, wireBytes });
    this.#isLost = false;
    this.#carriedOver = carriedOver;
  }

  /** Returns the beginning of an incomplete frame. */
  rest(): Frame | undefined {
    const last = this.#pending.at(-1);
    return last && this.#pendingBytes > 0
      ? {
          kind: "rest",
          at: last.at,
          isCompressed: false,
          bytes: this.#peek(this.#pendingBytes),
          wireBytes: this.#pendingBytes,
        }
      : undefined;
  }

  #afterCarried(chunk: Chunk): Chunk {
    const carried = Math.min(this.#carriedOver, chunk.bytes.byteLength);
    if (carried === 0) {
      return chunk;
    }
    this.#carriedOver -= carried;
    this.#loose(chunk.bytes.subarray(0, carried), chunk.at);
    return { at: chunk.at, bytes: chunk.bytes.subarray(carried) };
  }

  #loose(bytes: Uint8Array, at: number): void {
    this.frames.push({ kind: "rest", at, isCompressed: false, bytes, wireBytes: bytes.byteLength });
  }

  #peek(count: number): Uint8Array {
    return join(this.#pending, this.#skip, count);
  }

  #take(count: number): Uint8Array {
    const bytes = this.#peek(count);
    this.#pendingBytes -= count;
    this.#skip += count;
    let used = 0;
    for (const { bytes: chunk } of this.#pending) {
      if (this.#skip < chunk.byteLength) {
        break;
      }
      this.#skip -= chunk.byteLength;
      used++;
    }
    this.#pending.splice(0, used);
    return bytes;
  }
}

/** Returns `count` bytes of these chunks after the first `skip`: a view if they are in one chunk. */
export function join(chunks: readonly Chunk[], skip: number, count: number): Uint8Array {
  const first = chunks[0]?.bytes ?? noBytes;
  if (skip + count <= first.byteLength) {
    return first.subarray(skip, skip + count);
  }
  const bytes = new Uint8Array(count);
  let filled = 0;
  let start = skip;
  for (const { bytes: chunk } of chunks) {
    if (filled === count) {
      break;
    }
    const part = chunk.subarray(start, start + count - filled);
    bytes.set(part, filled);
    filled += part.byteLength;
    start = Math.max(0, start - chunk.byteLength);
  }
  return bytes;
}

/** Compressed or not, and one of the ends. */
function isPlausible(flags: number): boolean {
  return (flags & 0b0111_1100) === 0 && (flags & 0b1000_0010) !== 0b1000_0010;
}
