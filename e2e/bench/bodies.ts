/** Bodies for the benchmarks. */

export function frame(flags: number, payload: Uint8Array): Uint8Array {
  const envelope = new Uint8Array(5 + payload.length);
  envelope[0] = flags;
  new DataView(envelope.buffer).setUint32(1, payload.length);
  envelope.set(payload, 5);
  return envelope;
}

export function joined(pieces: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Splits bytes into chunks with separate buffers, as delivered by a network. */
export function chunksOf(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.slice(index * size, (index + 1) * size),
  );
}

export function streamOf(chunks: Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks[next++];
      if (chunk) {
        controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
      } else {
        controller.close();
      }
    },
  });
}
