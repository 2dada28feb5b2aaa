/** Reads a body whole, within a limit. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { concatBytes } from "../wire/concat-bytes.ts";
import { largestMessageBytes, messageTooLarge } from "../wire/message-limit.ts";

/**
 * All bytes of a response's body.
 *
 * With a limit the bytes are counted as they come in, for a browser may be inflating a bomb behind them; without one
 * they are taken in one go, which is faster. A connection that breaks is unavailable.
 */
export async function readBody(
  message: Response,
  maxBytes: number,
  ctx: Pick<RequestContext, "deadline">,
): Promise<Uint8Array> {
  if (maxBytes < largestMessageBytes && message.body) {
    return readCounted(message.body.getReader(), maxBytes, ctx);
  }
  try {
    return new Uint8Array(await ctx.deadline.race(message.arrayBuffer()));
  } catch (cause) {
    throw ctx.deadline.error ?? bodyError(cause);
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
