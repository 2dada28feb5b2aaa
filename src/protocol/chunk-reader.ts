/** The chunks of a response's body, whichever fetch it comes from. */

/** What a ReadableStream's own reader does. */
export type ChunkReader = Pick<ReadableStreamDefaultReader<Uint8Array>, "read" | "cancel" | "releaseLock">;

/**
 * Reads a body chunk by chunk. A fetch that gives no web stream (React Native, node-fetch) gives everything in one piece
 * at the end, which is late, but nothing is lost.
 */
export function chunkReader(response: Response): ChunkReader {
  const { body } = response;
  if (body?.getReader) {
    return body.getReader();
  }
  const pieces = body === null || response.bodyUsed ? [] : [() => response.arrayBuffer()];
  return {
    async read() {
      const next = pieces.pop();
      return next ? { done: false, value: new Uint8Array(await next()) } : { done: true, value: undefined };
    },
    async cancel() {},
    releaseLock() {},
  };
}

/** How long a body may take to end behind its last frame, and in how many chunks. */
const graceMs = 1000;
const graceChunks = 16;

/**
 * Reads a body to its end behind the last frame, which nobody waits for: a connection can be used again only once its
 * response is complete. What comes no nearer to its end is let go.
 */
export async function drain(chunks: ChunkReader): Promise<void> {
  const timer = setTimeout(() => leaveChunks(chunks), graceMs);
  try {
    for (let read = 0; read < graceChunks; read++) {
      if ((await chunks.read()).done) {
        return;
      }
    }
    leaveChunks(chunks);
  } catch {
    // The outcome of the call is known.
  } finally {
    clearTimeout(timer);
  }
}

/** Lets go of what nobody will read; also ends a read that is under way. */
export function leaveChunks(chunks: ChunkReader): void {
  chunks.cancel().catch(() => {});
}
