/** Reads a body whole, within a limit. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { concatBytes } from "../wire/concat-bytes.ts";
import { largestMessageBytes, messageTooLarge } from "../wire/message-limit.ts";

/**
 * All bytes of a response's body.
 *
 * With a limit the bytes are counted as they come in, because a browser may be inflating a bomb behind them; without
 * one, and from a fetch that gives no web stream, they are taken in one go. A connection that breaks is unavailable.
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

/** Lets go of a body that nobody will read, because it would hold the connection. It cannot fail. */
export async function leaveBody(response: Response): Promise<void> {
  try {
    await response.body?.cancel?.(); // not every fetch gives a web stream, nor a response
  } catch {
    // Somebody reads it, or whoever makes it failed while it cleaned up.
  }
}

/** What a body rejects with when the network fails under it. */
export function bodyError(cause: unknown): ConnectError {
  return ConnectError.from(cause, Code.Unavailable, "the body broke off");
}

/** The same, always counted and never read to its end in vain: a request may come from anyone. */
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

/** The chunks of a body. Leaving the loop lets go of the rest. */
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
    reader.cancel().catch(() => {}); // does nothing after the end
  }
}
