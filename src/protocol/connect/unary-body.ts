/**
 * The body of a unary response, decompressed by whoever has to do it. A browser offers compressions of its own choice,
 * decodes them by itself, and leaves the header that names them where it was.
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

/** What every browser decodes. */
const browserEncodings = /^\s*(identity|(x-)?gzip|deflate|br|)\s*$/i;

/** Takes what the browser decodes, and nothing else. */
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
 * Also takes the compressions that the transport names: those no browser knows, and those that this one left as they
 * are, or that no browser has seen because the response comes from a fetch of the application's own.
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

/** Refuses a compression that nobody knows; gives a function that says which one is left to undo in a body. */
export function bodyCompression(
  response: HttpHead,
  { acceptCompression, sendCompression }: ProtocolConfig,
): (body: Uint8Array) => Compression | undefined {
  const encoding = contentEncoding(response);
  // A server may answer in the request's compression, whatever else was offered.
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
