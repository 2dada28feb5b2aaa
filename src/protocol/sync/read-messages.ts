/** Reads the messages of an enveloped body one by one. */
import { checkClock } from "../../core/check-clock.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { RequestContext } from "../../core/request-context.ts";
import type { MessageReader } from "../message-reader.ts";
import { eachChunkSync } from "./body.ts";

/** A body in one piece is decoded in slices of this size: it may have many messages of which few are read. */
const sliceBytes = 256 * 1024;

/** Yields every complete message, then throws the failure of the stream, if any. */
export function* readMessagesSync<T>(
  body: Iterable<Uint8Array>,
  reader: MessageReader<T>,
  ctx: RequestContext,
): Generator<T> {
  try {
    for (const chunk of eachChunkSync(body, ctx)) {
      for (let start = 0; start < chunk.byteLength; start += sliceBytes) {
        yield* reader.push(chunk.subarray(start, start + sliceBytes)) as T[]; // its compression is synchronous
        while (reader.hasPending) {
          checkClock(ctx.deadline);
          yield* reader.decodePendingNow() as T[];
        }
        throwFailure(reader);
      }
      if (reader.isEnded) {
        return;
      }
    }
  } catch (error) {
    throw ctx.deadline.error ?? reader.broken(ConnectError.from(error));
  }
  reader.finish();
  throwFailure(reader);
}

function throwFailure({ failure }: MessageReader<unknown>): void {
  if (failure) {
    throw failure;
  }
}
