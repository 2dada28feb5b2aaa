/** Reads the messages of an enveloped request, for a synchronous endpoint. */
import { Code } from "../../core/code.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { MessageReader } from "../../protocol/message-reader.ts";
import { countError } from "../../protocol/single-message.ts";
import { readMessagesSync } from "../../protocol/sync/read-messages.ts";
import { requestCompression } from "../server-call.ts";
import type { SyncServerCall } from "./server-call.ts";

/**
 * Returns the input of an endpoint: the only message of the request, or an iterable of all messages.
 *
 * @param encoding the compression that the request announces
 * @param decode yields the envelopes of a body that has them in another form
 */
export function readRequestSync(
  call: SyncServerCall,
  ctx: RequestContext,
  encoding: string | null,
  decode = (chunks: Iterable<Uint8Array>) => chunks,
): unknown {
  const { request, endpoint, codec, config } = call;
  const reader = new MessageReader({
    codec,
    type: endpoint.method.input,
    readMaxBytes: config.readMaxBytes,
    compression: requestCompression(encoding, config),
    code: Code.InvalidArgument,
    deadline: ctx.deadline,
  });
  const body = decode(request.body ? [request.body] : []);
  return endpoint.kind === "clientStream" || endpoint.kind === "bidiStream"
    ? readMessagesSync(body, reader, ctx)
    : single(readMessagesSync(body, reader, ctx));
}

/** Reads at most two messages: there may be millions. */
function single(messages: Iterable<unknown>): unknown {
  let count = 0;
  let first: unknown;
  for (const message of messages) {
    first ??= message;
    if (++count > 1) {
      break;
    }
  }
  if (count !== 1) {
    throw countError(count, Code.Unimplemented);
  }
  return first;
}
