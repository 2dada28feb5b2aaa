/** Reads the frames of a stream by hand, as fast as that can be done. */

/** Calls `onMessage` with each message. The end of the stream is not checked. */
export async function readFrames(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  onMessage: (bytes: Uint8Array) => void,
): Promise<void> {
  // A frame that has not arrived completely: with its head known, it has its size.
  let partial = new Uint8Array();
  let filled = 0;
  const take = (bytes: Uint8Array, start: number, end: number) => {
    if (bytes[start] === 0) {
      onMessage(bytes.subarray(start + 5, end));
    }
  };
  for (let read = await reader.read(); read.value; read = await reader.read()) {
    let chunk: Uint8Array = read.value;
    if (filled >= 5) {
      const taken = Math.min(partial.length - filled, chunk.length);
      partial.set(chunk.subarray(0, taken), filled);
      filled += taken;
      if (filled < partial.length) {
        continue;
      }
      take(partial, 0, filled);
      filled = 0;
      chunk = chunk.subarray(taken);
    } else if (filled > 0) {
      const whole = new Uint8Array(filled + chunk.length);
      whole.set(partial.subarray(0, filled));
      whole.set(chunk, filled);
      filled = 0;
      chunk = whole;
    }
    let at = 0;
    let size = frameSize(chunk, at);
    for (; at + size <= chunk.length; size = frameSize(chunk, at)) {
      take(chunk, at, at + size);
      at += size;
    }
    filled = chunk.length - at;
    if (filled > 0) {
      partial = new Uint8Array(filled < 5 ? filled : size);
      partial.set(chunk.subarray(at));
    }
  }
}

/** The size of the frame that starts there; infinite if its head is not complete. */
function frameSize(bytes: Uint8Array, at: number): number {
  if (bytes.length - at < 5) {
    return Number.POSITIVE_INFINITY;
  }
  const [a = 0, b = 0, c = 0, d = 0] = [bytes[at + 1], bytes[at + 2], bytes[at + 3], bytes[at + 4]];
  return 5 + (((a << 24) | (b << 16) | (c << 8) | d) >>> 0);
}
