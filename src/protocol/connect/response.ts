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
import { acceptEncoding, type Compression, findCompression } from "../../wire/compression.ts";
import { connectEndFlag } from "../../wire/envelope.ts";
import { readBody } from "../body.ts";
import { decodeMessage, decompress } from "../message-coding.ts";
import { MessageReader } from "../message-reader.ts";
import type { MethodProtocol, ProtocolConfig } from "../protocol.ts";
import { contentTypeError, encodingError, exposeHint, httpError, mediaType } from "../response-check.ts";
import { decodeEndStream, endStreamError } from "./end-stream.ts";
import { decodeErrorJson } from "./error-json.ts";

const trailerPrefix = "trailer-";

/** Content encodings that browsers decode by themselves, leaving the header where it was. */
const browserEncodings = /^(gzip|x-gzip|deflate|br)$/;

export function bindUnaryResponse<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
): MethodProtocol<I, O>["readUnary"] {
  const contentType = `application/${config.codec.name}`;
  return async (response, ctx) => {
    ctx.setResponse(() => splitTrailers(response.headers));
    if (response.status !== 200) {
      throw await unaryError(response, config, ctx);
    }
    const type = mediaType(response);
    if (type !== contentType) {
      throw contentTypeError(
        type.startsWith("application/") ? Code.Internal : Code.Unknown,
        response,
        contentType,
        ctx,
      );
    }
    return decodeMessage(config.codec, method.output, await unaryBody(response, config, ctx), Code.Internal);
  };
}

export function bindStreamResponse<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
): MethodProtocol<I, O>["readStream"] {
  const { codec, readMaxBytes, acceptCompression, crossOrigin } = config;
  const contentType = `application/connect+${codec.name}`;
  return (response, ctx) => {
    ctx.setResponse(() => ({ headers: new Metadata(response.headers), trailers: new Metadata() }));
    if (response.status !== 200) {
      throw httpError(response, ctx);
    }
    const type = mediaType(response);
    if (type !== contentType) {
      const code = type.startsWith("application/connect+") ? Code.Internal : Code.Unknown;
      throw contentTypeError(code, response, contentType, ctx);
    }
    const encoding = response.headers.get("connect-content-encoding");
    const compression = findCompression(encoding, acceptCompression);
    if (compression === null) {
      throw encodingError(Code.Internal, encoding ?? "", acceptEncoding(acceptCompression));
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
function splitTrailers(all: Headers): ResponseHead {
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

/** The error in the body, if it is one of Connect's; otherwise what the HTTP status says. */
async function unaryError(response: Response, config: ProtocolConfig, ctx: RequestContext): Promise<ConnectError> {
  const inferred = httpError(response, ctx);
  if (mediaType(response) !== "application/json") {
    return inferred;
  }
  const body = await unaryBody(response, config, ctx);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return inferred;
  }
  if (typeof json !== "object" || json === null) {
    return inferred;
  }
  const metadata = new Metadata(ctx.responseHeaders);
  metadata.appendAll(ctx.responseTrailers);
  return decodeErrorJson(json, inferred.code, metadata);
}

/**
 * The body, decompressed by whoever has to do it: the browser for what it offers by itself; this client for other
 * names, and for a gzip body that no browser has seen, which still begins with gzip's first bytes (no protobuf message
 * and no JSON text does).
 */
async function unaryBody(response: Response, config: ProtocolConfig, ctx: RequestContext): Promise<Uint8Array> {
  const { acceptCompression, readMaxBytes } = config;
  const encoding = response.headers.get("content-encoding");
  const compression = findCompression(encoding, acceptCompression);
  const byBrowser = browserEncodings.test(encoding ?? "");
  if (compression === null && !byBrowser) {
    throw encodingError(Code.Internal, encoding ?? "", acceptEncoding(acceptCompression));
  }
  const body = await readBody(response, readMaxBytes, ctx);
  return compression && isStillCompressed(body, compression, byBrowser)
    ? decompress(body, compression, readMaxBytes, Code.Internal)
    : body;
}

function isStillCompressed(body: Uint8Array, { name }: Compression, byBrowser: boolean): boolean {
  if (name === "zstd") {
    return body[0] === 0x28 && body[1] === 0xb5 && body[2] === 0x2f && body[3] === 0xfd;
  }
  return !byBrowser || (name === "gzip" && body[0] === 0x1f && body[1] === 0x8b);
}
