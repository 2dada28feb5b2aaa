/** Reads the start of a body: the twin of body-start.ts. */

import { now } from "../../core/now.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { concatBytes } from "../../wire/concat-bytes.ts";
import { patienceMs, startBytes } from "../body-start.ts";
import { eachChunkSync } from "./body.ts";

/**
 * Reads the start of a body, and abandons the rest. A blocking read cannot be interrupted, but no further one is made.
 */
export function readBodyStartSync(body: Iterable<Uint8Array>, ctx: RequestContext): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const end = now() + patienceMs;
  try {
    for (const chunk of eachChunkSync(body, ctx)) {
      pieces.push(chunk);
      size += chunk.byteLength;
      if (size >= startBytes || now() > end) {
        break;
      }
    }
  } catch {
    // The reason why the body is not read to its end is already known, and matters more.
  }
  ctx.deadline.throwIfAborted();
  return concatBytes(pieces).subarray(0, startBytes);
}
