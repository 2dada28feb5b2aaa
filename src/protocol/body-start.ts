/** A look at how a body starts, which takes neither long nor much. */
import type { Deadline } from "../core/deadline.ts";
import { concatBytes } from "../wire/concat-bytes.ts";
import { chunkReader, leaveChunks } from "./chunk-reader.ts";

/** Enough for the last frame of a stream, the JSON of an error, and what a proxy has to say. */
export const startBytes = 16 * 1024;

/** So long a body may keep silent, or dribble, before one goes on without it, in milliseconds. */
export const patienceMs = 1000;

export type BodyRead = ReadableStreamReadResult<Uint8Array>;

/** The read of a body, or the end of the body if it keeps silent. */
export function orSilence(read: Promise<BodyRead>): Promise<BodyRead> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, patienceMs, { done: true });
    read.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * What comes of a body at once; the rest is left. One that breaks or never ends gives what had arrived. Throws only if
 * the call has to stop.
 */
export async function readBodyStart(response: Response, { deadline }: { deadline: Deadline }): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let stop = (): void => {};
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
  });
  const timer = setTimeout(stop, patienceMs);
  const unsubscribe = deadline.onAbort(stop);
  try {
    const chunks = chunkReader(response);
    for (let size = 0; size < startBytes; ) {
      const value = (await Promise.race([chunks.read(), stopped]))?.value;
      if (!value) {
        break;
      }
      pieces.push(value);
      size += value.byteLength;
    }
    leaveChunks(chunks);
    chunks.releaseLock();
  } catch {
    // Why nobody reads it to its end is known already, and matters more.
  }
  clearTimeout(timer);
  unsubscribe();
  deadline.throwIfAborted();
  return concatBytes(pieces).subarray(0, startBytes);
}
