/** Reads the messages of an enveloped request. */
import { checkClock } from "../core/check-clock.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { eachChunk } from "../protocol/body.ts";
import { MessageReader } from "../protocol/message-reader.ts";
import { countError } from "../protocol/single-message.ts";
import { requestReader } from "./request-reader.ts";
import { requestCompression, type ServerCall } from "./server-call.ts";

/** The input of an endpoint. */
export interface RequestInput {
  /** The only message of the request, or all messages as they arrive. */
  readonly input: unknown;
  /** Discards what the endpoint has not read. A pending read fails, so that nothing looks complete. */
  leave(): void;
}

/**
 * @param encoding the compression that the request announces
 * @param decode gives the envelopes where a body has them in another form
 */
export async function readRequest(
  call: ServerCall,
  ctx: RequestContext,
  encoding: string | null,
  decode = (chunks: AsyncIterable<Uint8Array>) => chunks,
): Promise<RequestInput> {
  const { request, endpoint, codec, config } = call;
  const reader = new MessageReader({
    codec,
    type: endpoint.method.input,
    readMaxBytes: config.readMaxBytes,
    compression: requestCompression(encoding, config),
    code: Code.InvalidArgument,
    deadline: ctx.deadline,
  });
  const body = requestReader(request);
  let isLeft = false;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield* eachChunk(body, ctx);
    if (isLeft) {
      throw ctx.deadline.error ?? new ConnectError(Code.Canceled, "the call ended before its request was read");
    }
  }
  async function* read(): AsyncGenerator<unknown> {
    for await (const chunk of decode(chunks())) {
      yield* await reader.push(chunk);
      while (reader.hasPending) {
        yield* await reader.decodePending();
        checkClock(ctx.deadline);
      }
      if (reader.failure) {
        throw reader.failure;
      }
    }
    reader.finish();
    if (reader.failure) {
      throw reader.failure;
    }
  }
  const messages = read();
  const leave = (): void => {
    isLeft = true;
    body.cancel().catch(() => {}); // also ends a pending read
  };
  const isStream = endpoint.kind === "clientStream" || endpoint.kind === "bidiStream";
  return { input: isStream ? messages : await single(messages), leave };
}

/** Reads at most two messages: the rest may have no end. */
async function single(messages: AsyncIterable<unknown>): Promise<unknown> {
  let count = 0;
  let first: unknown;
  for await (const message of messages) {
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
