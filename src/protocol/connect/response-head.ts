/**
 * What the head of a Connect response decides, for the asynchronous and the synchronous client.
 *
 * @see https://connectrpc.com/docs/protocol#unary-response
 * @see https://connectrpc.com/docs/protocol#streaming-response
 */
import { Code } from "../../core/code.ts";
import type { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { RequestContext, ResponseHead } from "../../core/request-context.ts";
import { connectEndFlag } from "../../wire/envelope.ts";
import { announcedCompression } from "../announced-compression.ts";
import { quoteBody } from "../intermediary.ts";
import { MessageReader } from "../message-reader.ts";
import { exposeHint, phraseHelpfully } from "../phrase-answer.ts";
import type { HttpHead, ProtocolConfig } from "../protocol.ts";
import { contentTypeError, httpError, mediaType, type Phrase } from "../response-check.ts";
import { decodeEndStream, endStreamError } from "./end-stream.ts";
import { decodeErrorJson } from "./error-json.ts";

/** A unary response sends its trailers as headers with a prefix. */
export function splitTrailers(all: Headers): ResponseHead {
  const headers = new Metadata();
  const trailers = new Metadata();
  for (const [name, value] of all) {
    const bare = name.replace(/^trailer-/, "");
    (bare === name ? headers : trailers).append(bare, value);
  }
  return { headers, trailers };
}

/**
 * Why a unary response is none that has a message; undefined if it is one. A wrong codec is an error of the server's,
 * anything else no answer of Connect at all.
 */
export function unaryRefusal(
  response: HttpHead,
  contentType: string,
  ctx: RequestContext,
  phrase: Phrase,
): ConnectError | undefined {
  const type = mediaType(response);
  if (response.status !== 200) {
    return httpError(response, ctx, phrase);
  }
  if (type !== contentType) {
    const code = type.startsWith("application/") ? Code.Internal : Code.Unknown;
    return contentTypeError(code, response, contentType, ctx, phrase);
  }
  return undefined;
}

/** Whether an error of Connect's may be in the body. */
export function mayHaveErrorJson(response: HttpHead): boolean {
  return response.status !== 200 && mediaType(response) === "application/json";
}

/** The error in such a body, if it is one of Connect's. */
export function decodeErrorBody(body: Uint8Array, { code, metadata }: ConnectError): ConnectError | undefined {
  try {
    return decodeErrorJson(JSON.parse(new TextDecoder().decode(body)), code, metadata);
  } catch {
    return undefined;
  }
}

/** The error that a foreign body stands for, judging by how it starts. */
type Refusal = (start: Uint8Array) => ConnectError;

/** For streams: gives a reader of the body, or a refusal of it. */
export function bindHead<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
): (response: HttpHead, ctx: RequestContext<I, O>) => MessageReader<O> | Refusal {
  const { codec, readMaxBytes, acceptCompression, crossOrigin } = config;
  const contentType = `application/connect+${codec.name}`;
  const compressionHint = exposeHint(crossOrigin, "Connect-Content-Encoding");
  return (response, ctx) => {
    const { status, headers } = response;
    ctx.setResponse(() => ({ headers: new Metadata(headers), trailers: new Metadata() }));
    const type = mediaType(response);
    if (status !== 200 || type !== contentType) {
      const code = type.startsWith("application/connect+") ? Code.Internal : Code.Unknown;
      const error =
        status === 200
          ? contentTypeError(code, response, contentType, ctx, phraseHelpfully)
          : httpError(response, ctx, phraseHelpfully);
      // Some servers refuse a stream in the way of a unary call.
      return (start) =>
        (mayHaveErrorJson(response) && decodeErrorBody(start, error)) || quoteBody(error, response, start);
    }
    return new MessageReader({
      codec,
      type: method.output,
      readMaxBytes,
      ...announcedCompression(headers.get("connect-content-encoding"), acceptCompression),
      compressionHint,
      code: Code.Internal,
      deadline: ctx.deadline,
      endFlag: connectEndFlag,
      onEnd(payload) {
        const end = decodeEndStream(payload);
        ctx.responseTrailers.appendAll(end.trailers);
        const error = endStreamError(end, ctx.responseHeaders);
        if (error) {
          throw error;
        }
      },
    });
  };
}
