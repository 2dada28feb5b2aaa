/**
 * Reads Connect responses synchronously: the twin of response.ts.
 *
 * @see https://connectrpc.com/docs/protocol#unary-response
 * @see https://connectrpc.com/docs/protocol#streaming-response
 */
import { Code } from "../../../core/code.ts";
import type { ConnectError } from "../../../core/connect-error.ts";
import type { MethodInfo } from "../../../core/method.ts";
import type { RequestContext } from "../../../core/request-context.ts";
import type { CompressionSync } from "../../../wire/sync/compression.ts";
import { quoteBody } from "../../intermediary.ts";
import { decodeMessage } from "../../message-coding.ts";
import { MessageReader } from "../../message-reader.ts";
import { phraseHelpfully } from "../../phrase-answer.ts";
import { readBodySync } from "../../sync/body.ts";
import { readBodyStartSync } from "../../sync/body-start.ts";
import type { SyncResponse } from "../../sync/exchange.ts";
import { decompressSync } from "../../sync/message-coding.ts";
import type { ProtocolConfigSync, StreamProtocolSync, UnaryProtocolSync } from "../../sync/protocol.ts";
import { bindHead, decodeErrorBody, mayHaveErrorJson, splitTrailers, unaryRefusal } from "../response-head.ts";
import { bodyCompression } from "../unary-body.ts";

export function bindUnaryResponseSync<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfigSync,
): UnaryProtocolSync<I, O>["readResponse"] {
  const contentType = `application/${config.codec.name}`;
  return (response, ctx) => {
    ctx.setResponse(() => splitTrailers(response.headers));
    const refusal = unaryRefusal(response, contentType, ctx, phraseHelpfully);
    if (refusal) {
      throw readAnyErrorSync(refusal, response, config, ctx);
    }
    return decodeMessage(config.codec, method.output, readUnaryBody(response, config, ctx), Code.Internal);
  };
}

export function bindStreamResponseSync<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfigSync,
): StreamProtocolSync<I, O>["readResponse"] {
  const readHead = bindHead(method, config);
  return (response, ctx) => {
    const reader = readHead(response, ctx);
    if (reader instanceof MessageReader) {
      return reader;
    }
    throw readAnyErrorSync(reader, response, config, ctx as RequestContext);
  };
}

/** Reads a Connect error, or else quotes what other servers say. */
function readAnyErrorSync(
  refusal: ConnectError,
  response: SyncResponse,
  config: ProtocolConfigSync,
  ctx: RequestContext,
): ConnectError {
  if (!mayHaveErrorJson(response)) {
    return quoteBody(refusal, response, readBodyStartSync(response.body, ctx));
  }
  try {
    const body = readUnaryBody(response, config, ctx);
    return decodeErrorBody(body, refusal) ?? quoteBody(refusal, response, body);
  } catch {
    ctx.deadline.throwIfAborted();
    return refusal; // a body that is truncated, or cannot be decompressed, does not change what the headers say
  }
}

/** Decompresses what the browser has left compressed, and what no browser has seen. */
function readUnaryBody(response: SyncResponse, config: ProtocolConfigSync, ctx: RequestContext): Uint8Array {
  const compressionLeft = bodyCompression(response, config);
  const { readMaxBytes: maxBytes } = config;
  const body = readBodySync(response.body, maxBytes, ctx);
  const compression = compressionLeft(body) as CompressionSync | undefined; // one of those configured
  return compression
    ? decompressSync(body, compression, { maxBytes, code: Code.Internal, deadline: ctx.deadline })
    : body;
}
