/** Reads the start of a body, bounded in time and size. */
import type { Deadline } from "../core/deadline.ts";
import { afterSilence } from "../core/silence.ts";
import { concatBytes } from "../wire/concat-bytes.ts";
import { chunkReader, leaveChunks } from "./chunk-reader.ts";

/** Enough for the last frame of a stream, the JSON of an error, or the message of a proxy. */
export const startBytes = 16 * 1024;

/** How long a body may stay silent, or trickle, before reading continues without it, in milliseconds. */
export const patienceMs = 1000;

export type BodyRead = ReadableStreamReadResult<Uint8Array>;

/** Resolves with the read, or with the end of the body if it stays silent. */
export function orSilence(read: Promise<BodyRead>): Promise<BodyRead> {
  return new Promise((resolve, reject) => {
    const arrived = afterSilence(patienceMs, () => resolve({ done: true, value: undefined }));
    read.then(resolve, reject).finally(arrived);
  });
}

/**
 * Reads what arrives promptly of a body, and cancels the rest. A body that breaks or never ends yields what had
 * arrived. Throws only if the call must stop.
 */
export async function readBodyStart(response: Response, { deadline }: { deadline: Deadline }): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let stop = (): void => {};
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
  });
  const arrived = afterSilence(patienceMs, stop);
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
    // The reason why nobody reads the whole body is already known, and matters more.
  }
  arrived();
  unsubscribe();
  deadline.throwIfAborted();
  return concatBytes(pieces).subarray(0, startBytes);
}
