/**
 * Reads Connect responses. Status and headers are checked before the body is touched.
 *
 * @see https://connectrpc.com/docs/protocol#unary-response
 * @see https://connectrpc.com/docs/protocol#streaming-response
 */
import { Code } from "../../core/code.ts";
import type { ConnectError } from "../../core/connect-error.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import type { Codec } from "../../wire/codec.ts";
import { readBodyStart } from "../body-start.ts";
import { quoteBody } from "../intermediary.ts";
import { decodeMessage } from "../message-coding.ts";
import { MessageReader } from "../message-reader.ts";
import type { ProtocolConfig, StreamProtocol, UnaryProtocol } from "../protocol.ts";
import type { Phrase } from "../response-check.ts";
import { bindHead, decodeErrorBody, mayHaveErrorJson, splitTrailers, unaryRefusal } from "./response-head.ts";
import { bindCompressedBody, type ReadUnaryBody } from "./unary-body.ts";

/** Returns the error of a response without a message, given the error that its status and headers imply. */
type ReadRefusal = (
  refusal: ConnectError,
  response: Response,
  readBody: () => Promise<Uint8Array>,
  ctx: RequestContext,
) => Promise<ConnectError>;

/** Reads a Connect error, if there is one. */
export const readErrorJson: ReadRefusal = async (refusal, response, readBody) =>
  (mayHaveErrorJson(response) && decodeErrorBody(await readBody(), refusal)) || refusal;

/** Reads a Connect error, or else quotes what other servers say. */
export const readAnyError: ReadRefusal = async (refusal, response, readBody, ctx) => {
  if (!mayHaveErrorJson(response)) {
    return quoteBody(refusal, response, await readBodyStart(response, ctx));
  }
  try {
    const body = await readBody();
    return decodeErrorBody(body, refusal) ?? quoteBody(refusal, response, body);
  } catch {
    ctx.deadline.throwIfAborted();
    return refusal; // a body that is truncated, or cannot be decompressed, does not change what the headers say
  }
};

/** Reads unary responses with the given functions, because minimal bundles have shorter ones. */
export function bindUnaryResponse<I, O>(
  { output }: MethodInfo<I, O>,
  codec: Codec,
  readBody: ReadUnaryBody,
  readRefusal: ReadRefusal,
  phrase: Phrase,
): UnaryProtocol<I, O>["readResponse"] {
  const contentType = `application/${codec.name}`;
  return async (response, ctx) => {
    ctx.setResponse(() => splitTrailers(response.headers));
    const refusal = unaryRefusal(response, contentType, ctx, phrase);
    if (refusal) {
      throw await readRefusal(refusal, response, () => readBody(response, ctx), ctx);
    }
    return decodeMessage(codec, output, await readBody(response, ctx), Code.Internal);
  };
}

export function bindStreamResponse<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
): StreamProtocol<I, O>["readResponse"] {
  const readHead = bindHead(method, config);
  const readUnaryBody = bindCompressedBody(config);
  return async (response, ctx) => {
    const reader = readHead(response, ctx);
    if (reader instanceof MessageReader) {
      return reader;
    }
    // Some servers reject a stream like a unary call.
    throw await readAnyError(reader, response, () => readUnaryBody(response, ctx), ctx);
  };
}
