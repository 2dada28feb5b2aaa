/** Reads an enveloped body that must contain exactly one message: the twin of single-message.ts. */
import type { Code } from "../../core/code.ts";
import type { RequestContext } from "../../core/request-context.ts";
import type { MessageReader } from "../message-reader.ts";
import { countError } from "../single-message.ts";
import { readMessagesSync } from "./read-messages.ts";

/**
 * Reads the only message of a response. An error in the end frame takes precedence over a wrong count, which gets the
 * code.
 */
export function readSingleMessageSync<T>(
  body: Iterable<Uint8Array>,
  reader: MessageReader<T>,
  ctx: RequestContext,
  cardinalityCode: Code,
): T {
  let first: T | undefined;
  let count = 0;
  for (const message of readMessagesSync(body, reader, ctx)) {
    first ??= message;
    count++;
  }
  if (first === undefined || count > 1) {
    throw countError(count, cardinalityCode);
  }
  return first;
}
