/** Reads bodies synchronously, within a limit and a deadline: the twin of body.ts. */
import { checkClock } from "../../core/check-clock.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { concatBytes } from "../../wire/concat-bytes.ts";
import { messageTooLarge } from "../../wire/message-limit.ts";
import { bodyError } from "../body.ts";

/** Reads all bytes of a body. */
export function readBodySync(body: Iterable<Uint8Array>, maxBytes: number, ctx: RequestContext): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (const chunk of eachChunkSync(body, ctx)) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw messageTooLarge(maxBytes);
    }
    pieces.push(chunk);
  }
  const [only] = pieces;
  return only && pieces.length === 1 ? only : concatBytes(pieces);
}

/** Closes a body that nobody will read. Never fails: the reason why nobody reads it matters more. */
export function leaveBody(body: Iterable<Uint8Array>): void {
  try {
    body[Symbol.iterator]().return?.();
  } catch {
    // Its source failed during cleanup.
  }
}

/** Yields the chunks of a body. Leaving the loop closes it. The deadline does not apply to what has already arrived. */
export function* eachChunkSync(body: Iterable<Uint8Array>, ctx: RequestContext): Generator<Uint8Array> {
  try {
    for (const chunk of body) {
      checkClock(ctx.deadline);
      yield chunk;
    }
  } catch (cause) {
    throw ctx.deadline.error ?? bodyError(cause);
  }
}
