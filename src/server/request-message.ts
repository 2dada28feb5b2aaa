/** The messages of an enveloped request. */
import { Code } from "../core/code.ts";
import type { RequestContext } from "../core/request-context.ts";
import { eachChunk } from "../protocol/body.ts";
import { MessageReader } from "../protocol/message-reader.ts";
import { readSingleMessage } from "../protocol/single-message.ts";
import { requestCompression, type ServerCall } from "./server-call.ts";

/** What the endpoint is given: the one message of the request, or all of them as they arrive. */
export async function readRequest(call: ServerCall, ctx: RequestContext, encoding: string | null): Promise<unknown> {
  const { request, endpoint, codec, config } = call;
  const { readMaxBytes } = config;
  const reader = new MessageReader({
    codec,
    type: endpoint.method.input,
    readMaxBytes,
    compression: requestCompression(encoding, config),
    code: Code.InvalidArgument,
  });
  if (endpoint.kind === "clientStream" || endpoint.kind === "bidiStream") {
    return messages(request, reader, ctx);
  }
  const { deadline } = ctx;
  return readSingleMessage(request, reader, { readMaxBytes, deadline, cardinalityCode: Code.Unimplemented });
}

async function* messages<T>(request: Request, reader: MessageReader<T>, ctx: RequestContext): AsyncGenerator<T> {
  if (request.body) {
    for await (const chunk of eachChunk(request.body, ctx)) {
      yield* await reader.push(chunk);
      if (reader.failure) {
        throw reader.failure;
      }
    }
  }
  reader.finish();
  if (reader.failure) {
    throw reader.failure;
  }
}
