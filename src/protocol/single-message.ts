/** Reads an enveloped response that must contain exactly one message. */
import { checkClock } from "../core/check-clock.ts";
import type { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Deadline } from "../core/deadline.ts";
import { bodyError } from "./body.ts";
import { drain, leaveChunks } from "./chunk-reader.ts";
import type { MessageReader } from "./message-reader.ts";
import { roomReader } from "./room-reader.ts";

export interface SingleMessageOptions {
  deadline: Deadline;
  /** The code of the error if there is no message, or more than one. */
  cardinalityCode: Code;
}

/**
 * Reads the only message of a body, up to its end frame: that has the outcome, whether or not the connection closes. An
 * error in that frame takes precedence over a wrong count.
 */
export async function readSingleMessage<T>(
  response: Response,
  reader: MessageReader<T>,
  { deadline, cardinalityCode }: SingleMessageOptions,
): Promise<T> {
  let first: T | undefined;
  let count = 0;
  const chunks = roomReader(response);
  const unsubscribe = deadline.onAbort(() => leaveChunks(chunks)); // which ends a pending read
  try {
    for (;;) {
      const { room } = reader;
      const read = chunks.read(room);
      const { done, value } = await (reader.orEnd?.(read) ?? read);
      deadline.throwIfAborted();
      if (done) {
        reader.finish();
        break;
      }
      let messages = await reader.push(value, room);
      for (;;) {
        first ??= messages[0];
        count += messages.length;
        if (!reader.hasPending) {
          break;
        }
        messages = await reader.decodePending();
        checkClock(deadline);
      }
      if (reader.isEnded || reader.failure) {
        break;
      }
    }
  } catch (cause) {
    throw deadline.error ?? reader.broken(bodyError(cause));
  } finally {
    unsubscribe();
    if (reader.isEnded) {
      drain(chunks);
    } else {
      leaveChunks(chunks); // no effect after the end
    }
  }
  if (reader.failure) {
    throw reader.failure;
  }
  if (first === undefined || count > 1) {
    throw countError(count, cardinalityCode);
  }
  return first;
}

/** Returns the error for any number of messages other than one. */
export function countError(count: number, code: Code): ConnectError {
  const found = count === 0 ? "no message" : "several messages";
  return new ConnectError(code, `the body has ${found} instead of exactly one`);
}
