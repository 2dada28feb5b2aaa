/** The messages of an enveloped body, one after another. */
import { checkClock } from "../../core/check-clock.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { RequestContext } from "../../core/request-context.ts";
import type { MessageReader } from "../message-reader.ts";
import { eachChunkSync } from "./body.ts";

/** What came in one piece is decoded in steps of this size: its messages may be many, and few of them be wanted. */
const sliceBytes = 256 * 1024;

/** Every message that arrived whole, then the failure of the stream if there is one. */
export function* readMessagesSync<T>(
  body: Iterable<Uint8Array>,
  reader: MessageReader<T>,
  ctx: RequestContext,
): Generator<T> {
  try {
    for (const chunk of eachChunkSync(body, ctx)) {
      for (let start = 0; start < chunk.byteLength; start += sliceBytes) {
        yield* reader.push(chunk.subarray(start, start + sliceBytes)) as T[]; // its compression answers at once
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
