/**
 * Connect requests: a unary message is the body itself, a stream's messages go into envelopes.
 *
 * @see https://connectrpc.com/docs/protocol#unary-request
 * @see https://connectrpc.com/docs/protocol#streaming-request
 */
import { Code } from "../../core/code.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { acceptEncoding } from "../../wire/compression.ts";
import { envelopedBody } from "../enveloped-request.ts";
import { encodePayload } from "../message-coding.ts";
import type { CallConfig, EncodeRequest, Messages, ProtocolConfig } from "../protocol.ts";
import { requestHeaders } from "../request-headers.ts";
import { formatConnectTimeout } from "../timeout.ts";

/** Binds unary requests. Accept-Encoding is left to the browser, which offers, and decodes, what it supports. */
export function bindUnaryRequest<I, O>(method: MethodInfo<I, O>, config: CallConfig): EncodeRequest<I, I, O> {
  const contentType = `application/${config.codec.name}`;
  return async (message, ctx) => {
    const { payload, encoding } = await encodePayload(config, method.input, message, Code.InvalidArgument);
    const headers = requestHeaders(ctx, {
      "content-type": contentType,
      "connect-protocol-version": "1",
      "connect-timeout-ms": formatConnectTimeout(ctx.timeoutMs),
      "content-encoding": encoding,
    });
    return { headers, body: payload as Uint8Array<ArrayBuffer> };
  };
}

export function bindStreamRequest<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
): EncodeRequest<Messages<I>, I, O> {
  return async (messages, ctx) => {
    const { encoding, ...rest } = await envelopedBody(config, method.input, messages, ctx.deadline);
    return { headers: streamHeaders(ctx, config, encoding), ...rest };
  };
}

export function streamHeaders(
  ctx: RequestContext,
  { codec, acceptCompression }: ProtocolConfig,
  encoding: string | undefined,
): Record<string, string> {
  return requestHeaders(ctx, {
    "content-type": `application/connect+${codec.name}`,
    "connect-protocol-version": "1",
    "connect-timeout-ms": formatConnectTimeout(ctx.timeoutMs),
    "connect-content-encoding": encoding,
    "connect-accept-encoding": acceptEncoding(acceptCompression),
  });
}
