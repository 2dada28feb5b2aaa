/** Reads the chunks of a response body, whichever fetch it comes from. */
import { afterSilence } from "../core/silence.ts";

/** The subset of a ReadableStream reader that is needed here. */
export type ChunkReader = Pick<ReadableStreamDefaultReader<Uint8Array>, "read" | "cancel" | "releaseLock">;

/**
 * Reads a body chunk by chunk. A fetch without web streams (React Native, node-fetch) delivers everything at the end,
 * in one piece: late, but complete.
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

/** How long a body may take to end after its last frame, and in how many chunks. */
const graceMs = 1000;
const graceChunks = 16;

/**
 * Reads a body to its end after the last frame, in the background: a connection can be reused only when its response is
 * complete. A body that does not end soon is canceled.
 */
export async function drain(chunks: ChunkReader): Promise<void> {
  const ended = afterSilence(graceMs, () => leaveChunks(chunks));
  try {
    for (let read = 0; read < graceChunks; read++) {
      if ((await chunks.read()).done) {
        return;
      }
    }
    leaveChunks(chunks);
  } catch {
    // The outcome of the call is already known.
  } finally {
    ended();
  }
}

/** Cancels a body that nobody will read, which also ends a pending read. */
export function leaveChunks(chunks: ChunkReader): void {
  chunks.cancel().catch(() => {});
}
