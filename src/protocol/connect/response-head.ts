/**
 * Checks the status and headers of Connect responses, for asynchronous and synchronous clients.
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
import { MessageReader } from "../message-reader.ts";
import { exposeHint, phraseHelpfully } from "../phrase-answer.ts";
import type { HttpHead, ProtocolConfig } from "../protocol.ts";
import { contentTypeError, httpError, mediaType, type Phrase } from "../response-check.ts";
import { decodeEndStream, endStreamError } from "./end-stream.ts";
import { decodeErrorJson } from "./error-json.ts";

/** Separates headers and trailers: a unary response sends its trailers as prefixed headers. */
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
 * Returns the error of a unary response without a message; undefined if it has one. A wrong codec is a server error;
 * anything else is not a Connect response at all.
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

/** Returns true if the body may contain a Connect error. */
export function mayHaveErrorJson(response: HttpHead): boolean {
  return response.status !== 200 && mediaType(response) === "application/json";
}

/** Returns the error in such a body, if it is a Connect error. */
export function decodeErrorBody(body: Uint8Array, { code, metadata }: ConnectError): ConnectError | undefined {
  try {
    return decodeErrorJson(JSON.parse(new TextDecoder().decode(body)), code, metadata);
  } catch {
    return undefined;
  }
}

/** Binds stream responses: returns a reader of the body, or the error of a response without messages. */
export function bindHead<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
): (response: HttpHead, ctx: RequestContext<I, O>) => MessageReader<O> | ConnectError {
  const { codec, readMaxBytes, acceptCompression, crossOrigin } = config;
  const contentType = `application/connect+${codec.name}`;
  const compressionHint = exposeHint(crossOrigin, "Connect-Content-Encoding");
  return (response, ctx) => {
    const { status, headers } = response;
    ctx.setResponse(() => ({ headers: new Metadata(headers), trailers: new Metadata() }));
    const type = mediaType(response);
    if (status !== 200 || type !== contentType) {
      const code = type.startsWith("application/connect+") ? Code.Internal : Code.Unknown;
      return status === 200
        ? contentTypeError(code, response, contentType, ctx, phraseHelpfully)
        : httpError(response, ctx, phraseHelpfully);
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
