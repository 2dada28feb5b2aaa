/** Reads a body whole, within a limit. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { largestMessageBytes, messageTooLarge } from "../wire/message-limit.ts";

/**
 * All bytes of a request's or a response's body.
 *
 * With a limit the bytes are counted as they come in, for a browser may be inflating a bomb behind them; without one
 * they are taken in one go, which is faster. A connection that breaks is unavailable.
 */
export async function readBody(
  message: Response | Request,
  maxBytes: number,
  ctx: Pick<RequestContext, "deadline">,
): Promise<Uint8Array> {
  try {
    if (maxBytes >= largestMessageBytes || message.body === null) {
      return new Uint8Array(await ctx.deadline.race(message.arrayBuffer()));
    }
    return await readCounted(message.body, maxBytes, ctx);
  } catch (cause) {
    throw ctx.deadline.error ?? bodyError(cause);
  }
}

/** What a body rejects with when the network fails under it. */
export function bodyError(cause: unknown): ConnectError {
  const error = ConnectError.from(cause, Code.Unavailable);
  return error === cause
    ? error
    : new ConnectError(error.code, `the connection was lost within the body: ${error.rawMessage}`, { cause });
}

async function readCounted(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  { deadline }: Pick<RequestContext, "deadline">,
): Promise<Uint8Array> {
  const reader = body.getReader();
  let bytes = new Uint8Array(0);
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await deadline.race(reader.read());
      if (done) {
        return bytes.subarray(0, size);
      }
      if (size + value.byteLength > maxBytes) {
        throw messageTooLarge(maxBytes);
      }
      if (size + value.byteLength > bytes.byteLength) {
        const larger = new Uint8Array(Math.min(maxBytes, Math.max(size + value.byteLength, 2 * bytes.byteLength)));
        larger.set(bytes.subarray(0, size));
        bytes = larger;
      }
      bytes.set(value, size);
      size += value.byteLength;
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    throw error;
  }
}
