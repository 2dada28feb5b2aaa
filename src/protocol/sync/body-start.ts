/** A look at how a body starts: the twin of body-start.ts. */
import type { RequestContext } from "../../core/request-context.ts";
import { concatBytes } from "../../wire/concat-bytes.ts";
import { patienceMs, startBytes } from "../body-start.ts";
import { eachChunkSync } from "./body.ts";

/** What comes of a body; the rest is left. Nothing can end the wait for a piece of it, only for the next ones. */
export function readBodyStartSync(body: Iterable<Uint8Array>, ctx: RequestContext): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const end = performance.now() + patienceMs;
  try {
    for (const chunk of eachChunkSync(body, ctx)) {
      pieces.push(chunk);
      size += chunk.byteLength;
      if (size >= startBytes || performance.now() > end) {
        break;
      }
    }
  } catch {
    // Why this is not read to its end is known already, and matters more.
  }
  ctx.deadline.throwIfAborted();
  return concatBytes(pieces).subarray(0, startBytes);
}
