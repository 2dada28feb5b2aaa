/** Reads the chunks of a response body, and large payloads straight into their memory where the engine can. */
import type { BodyRead } from "./body-start.ts";
import { type ChunkReader, chunkReader } from "./chunk-reader.ts";

/** A {@link ChunkReader} that can be given memory to read into. */
export interface RoomReader extends ChunkReader {
  /**
   * @param room memory for the next chunk. If the engine uses it, `room` is detached, and the chunk is a view of the same
   *   memory in another buffer
   */
  read(room?: Uint8Array<ArrayBuffer>): Promise<BodyRead>;
}

/**
 * Switches between the two kinds of readers that a body has: with one, the engine picks chunks, which may contain many
 * small messages; with the other, it copies bytes to where they belong, as far as they have arrived.
 *
 * @see https://streams.spec.whatwg.org/#byob-readers
 */
export function roomReader(response: Response): RoomReader {
  let reader = chunkReader(response);
  let fillsRoom = false;
  let canFillRoom = true;
  const change = (fills: boolean) => {
    const body = response.body as ReadableStream<Uint8Array>;
    reader.releaseLock();
    try {
      reader = (fills ? body.getReader({ mode: "byob" }) : body.getReader()) as ChunkReader;
      fillsRoom = fills;
    } catch {
      // Not a byte stream: made by an interceptor, or by an engine that has none.
      canFillRoom = false;
      reader = body.getReader();
    }
  };
  return {
    read(room) {
      const fills = room !== undefined && canFillRoom && response.body?.getReader !== undefined;
      if (fills !== fillsRoom) {
        change(fills);
      }
      return (reader as RoomReader).read(fillsRoom ? room : undefined);
    },
    cancel: () => reader.cancel(),
    releaseLock: () => reader.releaseLock(),
  };
}
