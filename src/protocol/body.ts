/** Reads whole bodies, up to a limit. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { concatBytes } from "../wire/concat-bytes.ts";
import { largestMessageBytes, messageTooLarge } from "../wire/message-limit.ts";

/**
 * Reads all bytes of a response's body.
 *
 * With a limit, bytes are counted as they arrive, because a browser may be inflating a zip bomb; without one, or if
 * fetch provides no web stream, they are read in one piece. A broken connection rejects with unavailable.
 */
export async function readBody(
  message: Response,
  maxBytes: number,
  ctx: Pick<RequestContext, "deadline">,
): Promise<Uint8Array> {
  if (maxBytes < largestMessageBytes && message.body?.getReader) {
    return readCounted(message.body.getReader(), maxBytes, ctx);
  }
  try {
    const bytes = new Uint8Array(await message.arrayBuffer());
    if (bytes.byteLength > maxBytes) {
      throw messageTooLarge(maxBytes);
    }
    return bytes;
  } catch (cause) {
    throw ctx.deadline.error ?? bodyError(cause);
  }
}

/** Cancels a body that nobody will read, because it would block the connection. Never fails. */
export async function leaveBody(response: Response): Promise<void> {
  try {
    await response.body?.cancel?.(); // not every fetch returns a web stream, or even a response
  } catch {
    // It is locked by a reader, or its source failed during cleanup.
  }
}

/** Returns the error for a body that the network interrupted. */
export function bodyError(cause: unknown): ConnectError {
  return ConnectError.from(cause, Code.Unavailable, "truncated body");
}

/** Does the same, but always counts, and cancels the rest on failure: a request may come from anyone. */
export async function readCounted(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
  { deadline }: Pick<RequestContext, "deadline">,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await deadline.race(reader.read());
      if (done) {
        return concatBytes(pieces);
      }
      size += value.byteLength;
      if (size > maxBytes) {
        throw messageTooLarge(maxBytes);
      }
      pieces.push(value);
    }
  } catch (cause) {
    reader.cancel().catch(() => {});
    throw deadline.error ?? bodyError(cause);
  }
}

/** Yields the chunks of a body. Leaving the loop cancels the rest. */
export async function* eachChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { deadline }: Pick<RequestContext, "deadline">,
): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      const { done, value } = await deadline.race(reader.read());
      if (done) {
        return;
      }
      yield value;
    }
  } catch (cause) {
    throw deadline.error ?? bodyError(cause);
  } finally {
    reader.cancel().catch(() => {}); // no effect after the end
  }
}
