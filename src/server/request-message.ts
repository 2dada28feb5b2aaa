/** The one message of an enveloped request. */
import { Code } from "../core/code.ts";
import type { RequestContext } from "../core/request-context.ts";
import { MessageReader } from "../protocol/message-reader.ts";
import { readSingleMessage } from "../protocol/single-message.ts";
import { requestCompression, type ServerCall } from "./server-call.ts";

export function readRequestMessage(call: ServerCall, ctx: RequestContext, encoding: string | null): Promise<unknown> {
  const { request, endpoint, codec, config } = call;
  const { readMaxBytes } = config;
  const reader = new MessageReader({
    codec,
    type: endpoint.method.input,
    readMaxBytes,
    compression: requestCompression(encoding, config),
    code: Code.InvalidArgument,
  });
  const { deadline } = ctx;
  return readSingleMessage(request, reader, { readMaxBytes, deadline, cardinalityCode: Code.Unimplemented });
}
