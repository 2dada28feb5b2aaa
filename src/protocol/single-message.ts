/** Reads an enveloped response that has to hold exactly one message. */
import type { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Deadline } from "../core/deadline.ts";
import { largestMessageBytes } from "../wire/message-limit.ts";
import { eachChunk, readBody } from "./body.ts";
import type { MessageReader } from "./message-reader.ts";

export interface SingleMessageOptions {
  readMaxBytes: number;
  deadline: Deadline;
  /** The code of the complaint when there is no message, or more than one. */
  cardinalityCode: Code;
}

/**
 * The one message of a body. Without a limit the body is taken in one go; with one it is read chunk by chunk, so that
 * the reader refuses what is too large before it is here. An error in the end frame wins over a wrong count.
 */
export async function readSingleMessage<T>(
  response: Response,
  reader: MessageReader<T>,
  { readMaxBytes, deadline, cardinalityCode }: SingleMessageOptions,
): Promise<T> {
  let first: T | undefined;
  let count = 0;
  const take = (messages: T[]): void => {
    first ??= messages[0];
    count += messages.length;
  };
  if (readMaxBytes >= largestMessageBytes || !response.body) {
    take(await reader.push(await readBody(response, largestMessageBytes, { deadline })));
  } else {
    for await (const chunk of eachChunk(response.body.getReader(), { deadline })) {
      take(await reader.push(chunk));
      if (reader.failure) {
        break;
      }
    }
  }
  reader.finish();
  if (reader.failure) {
    throw reader.failure;
  }
  if (first === undefined || count > 1) {
    throw countError(count, cardinalityCode);
  }
  return first;
}

/** The complaint about any other number of messages than one. */
export function countError(count: number, code: Code): ConnectError {
  const found = count === 0 ? "no message" : "several messages";
  return new ConnectError(code, `the body has ${found} where exactly one belongs`);
}
