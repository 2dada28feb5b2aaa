/**
 * Reads the body of a unary response, and decompresses it if the browser has not. Browsers offer compressions of their
 * choice and decode them, but keep the header that names them.
 *
 * @see https://connectrpc.com/docs/protocol#unary-response (Content-Encoding)
 */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { acceptEncoding, type Compression, findCompression } from "../../wire/compression.ts";
import { readBody } from "../body.ts";
import { decompress } from "../message-coding.ts";
import { encodingError } from "../phrase-answer.ts";
import type { HttpHead, ProtocolConfig } from "../protocol.ts";

export type ReadUnaryBody = (response: Response, ctx: RequestContext) => Promise<Uint8Array>;

/** The encodings that every browser decodes. */
const browserEncodings = /^\s*(identity|(x-)?gzip|deflate|br|)\s*$/i;

/** Accepts only what browsers decode. */
export const bindBrowserBody =
  ({ readMaxBytes }: Pick<ProtocolConfig, "readMaxBytes">): ReadUnaryBody =>
  (response, ctx) => {
    const encoding = contentEncoding(response);
    if (!browserEncodings.test(encoding)) {
      throw new ConnectError(Code.Internal, `cannot decompress ${encoding}`);
    }
    return readBody(response, readMaxBytes, ctx);
  };

/**
 * Also accepts the transport's compressions: those that no browser supports, those that this browser did not decode,
 * and those that no browser has seen because the response comes from a custom fetch.
 */
export const bindCompressedBody =
  (config: ProtocolConfig): ReadUnaryBody =>
  async (response, ctx) => {
    const compressionLeft = bodyCompression(response, config);
    const { readMaxBytes: maxBytes } = config;
    const body = await readBody(response, maxBytes, ctx);
    const compression = compressionLeft(body);
    return compression
      ? decompress(body, compression, { maxBytes, code: Code.Internal, deadline: ctx.deadline })
      : body;
  };

/**
 * Rejects unknown compressions. Returns a function that tells which compression of a body, if any, is left to decode.
 */
export function bodyCompression(
  response: HttpHead,
  { acceptCompression, sendCompression }: ProtocolConfig,
): (body: Uint8Array) => Compression | undefined {
  const encoding = contentEncoding(response);
  // A server may respond with the request's compression, whatever was offered.
  const known = sendCompression ? [...acceptCompression, sendCompression] : acceptCompression;
  const compression = findCompression(encoding, known);
  const byBrowser = browserEncodings.test(encoding);
  if (compression === null && !byBrowser) {
    throw encodingError(encoding, acceptEncoding(known));
  }
  return (body) => {
    const isDecoded = compression?.magic ? compression.magic.some((byte, index) => body[index] !== byte) : byBrowser;
    return compression && !isDecoded ? compression : undefined;
  };
}

function contentEncoding(response: HttpHead): string {
  return response.headers.get("content-encoding") ?? "";
}
