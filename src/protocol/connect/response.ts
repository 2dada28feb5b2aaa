/**
 * Connect responses. The head is checked before the body is touched.
 *
 * @see https://connectrpc.com/docs/protocol#unary-response
 * @see https://connectrpc.com/docs/protocol#streaming-response
 */
import { Code } from "../../core/code.ts";
import type { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { RequestContext, ResponseHead } from "../../core/request-context.ts";
import { acceptEncoding, findCompression } from "../../wire/compression.ts";
import { connectEndFlag } from "../../wire/envelope.ts";
import { decodeMessage } from "../message-coding.ts";
import { MessageReader } from "../message-reader.ts";
import type { HttpHead, ProtocolConfig, StreamProtocol, UnaryProtocol } from "../protocol.ts";
import {
  contentTypeError,
  encodingError,
  exposeHint,
  httpError,
  mediaType,
  streamHttpError,
} from "../response-check.ts";
import { decodeEndStream, endStreamError } from "./end-stream.ts";
import { decodeErrorJson } from "./error-json.ts";
import type { ReadUnaryBody } from "./unary-body.ts";

const trailerPrefix = "trailer-";

export function bindUnaryResponse<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
  readBody: ReadUnaryBody,
): UnaryProtocol<I, O>["readResponse"] {
  const contentType = `application/${config.codec.name}`;
  return async (response, ctx) => {
    ctx.setResponse(() => splitTrailers(response.headers));
    if (response.status !== 200) {
      const inferred = httpError(response, ctx);
      throw mediaType(response) === "application/json"
        ? unaryError(await readBody(response, config, ctx), inferred, ctx)
        : inferred;
    }
    checkUnaryType(response, contentType, ctx);
    return decodeMessage(config.codec, method.output, await readBody(response, config, ctx), Code.Internal);
  };
}

export function bindStreamResponse<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
): StreamProtocol<I, O>["readResponse"] {
  const { codec, readMaxBytes, acceptCompression, crossOrigin } = config;
  const contentType = `application/connect+${codec.name}`;
  return (response, ctx) => {
    ctx.setResponse(() => ({ headers: new Metadata(response.headers), trailers: new Metadata() }));
    if (response.status !== 200) {
      throw streamHttpError(response, ctx);
    }
    const type = mediaType(response);
    if (type !== contentType) {
      const code = type.startsWith("application/connect+") ? Code.Internal : Code.Unknown;
      throw contentTypeError(code, response, contentType, ctx);
    }
    const encoding = response.headers.get("connect-content-encoding");
    const compression = findCompression(encoding, acceptCompression);
    if (compression === null) {
      throw encodingError(encoding, acceptEncoding(acceptCompression));
    }
    return new MessageReader({
      codec,
      type: method.output,
      readMaxBytes,
      compression,
      compressionHint: exposeHint(crossOrigin, "Connect-Content-Encoding"),
      code: Code.Internal,
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

/** A unary response sends its trailers as headers with a prefix. */
export function splitTrailers(all: Headers): ResponseHead {
  const headers = new Metadata();
  const trailers = new Metadata();
  for (const [name, value] of all) {
    if (name.startsWith(trailerPrefix)) {
      trailers.append(name.slice(trailerPrefix.length), value);
    } else {
      headers.append(name, value);
    }
  }
  return { headers, trailers };
}

/** A wrong codec is an error of the server's, anything else no answer of Connect at all. */
export function checkUnaryType(response: HttpHead, contentType: string, ctx: RequestContext): void {
  const type = mediaType(response);
  if (type !== contentType) {
    const code = type.startsWith("application/") ? Code.Internal : Code.Unknown;
    throw contentTypeError(code, response, contentType, ctx);
  }
}

/** The error in the body, if it is one of Connect's; otherwise what the HTTP status says. */
export function unaryError(body: Uint8Array, inferred: ConnectError, ctx: RequestContext): ConnectError {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    const metadata = new Metadata(ctx.responseHeaders);
    metadata.appendAll(ctx.responseTrailers);
    return decodeErrorJson(json, inferred.code, metadata) ?? inferred;
  } catch {
    return inferred;
  }
}
