/**
 * Connect's unary responses, read at once: the twin of response.ts, whose streams need none.
 *
 * @see https://connectrpc.com/docs/protocol#unary-response
 */
import { Code } from "../../core/code.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import type { CompressionSync } from "../../wire/compression-sync.ts";
import { readBodySync } from "../body-sync.ts";
import { decodeMessage } from "../message-coding.ts";
import { decompressSync } from "../message-coding-sync.ts";
import type { ProtocolConfigSync, UnaryProtocolSync } from "../protocol-sync.ts";
import { httpError, mediaType } from "../response-check.ts";
import type { SyncResponse } from "../sync-exchange.ts";
import { checkUnaryType, splitTrailers, unaryError } from "./response.ts";
import { bodyCompression } from "./unary-body.ts";

export function bindUnaryResponseSync<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfigSync,
): UnaryProtocolSync<I, O>["readResponse"] {
  const contentType = `application/${config.codec.name}`;
  return (response, ctx) => {
    ctx.setResponse(() => splitTrailers(response.headers));
    if (response.status !== 200) {
      const inferred = httpError(response, ctx);
      throw mediaType(response) === "application/json"
        ? unaryError(readUnaryBody(response, config, ctx), inferred, ctx)
        : inferred;
    }
    checkUnaryType(response, contentType, ctx);
    return decodeMessage(config.codec, method.output, readUnaryBody(response, config, ctx), Code.Internal);
  };
}

/** Decompresses what the browser has left as it was, and what no browser has seen. */
function readUnaryBody(response: SyncResponse, config: ProtocolConfigSync, ctx: RequestContext): Uint8Array {
  const compressionLeft = bodyCompression(response, config);
  const body = readBodySync(response.body, config.readMaxBytes, ctx);
  const compression = compressionLeft(body) as CompressionSync | undefined; // one of the configuration's
  return compression ? decompressSync(body, compression, config.readMaxBytes, Code.Internal) : body;
}
