/**
 * Connect requests, encoded synchronously: the twin of request.ts.
 *
 * @see https://connectrpc.com/docs/protocol#unary-request
 * @see https://connectrpc.com/docs/protocol#streaming-request
 */
import { Code } from "../../../core/code.ts";
import type { MethodInfo } from "../../../core/method.ts";
import { requestHeaders } from "../../request-headers.ts";
import { envelopedBodySync } from "../../sync/enveloped-request.ts";
import { encodePayloadSync } from "../../sync/message-coding.ts";
import type { EncodeRequestSync, ProtocolConfigSync } from "../../sync/protocol.ts";
import { formatConnectTimeout } from "../../timeout.ts";
import { streamHeaders } from "../request.ts";

/** Binds unary requests. Accept-Encoding is left to the browser, which offers, and decodes, what it supports. */
export function bindUnaryRequestSync<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfigSync,
): EncodeRequestSync<I, I, O> {
  const contentType = `application/${config.codec.name}`;
  return (message, ctx) => {
    const { payload, encoding } = encodePayloadSync(config, method.input, message, Code.InvalidArgument);
    const headers = requestHeaders(ctx, {
      "content-type": contentType,
      "connect-protocol-version": "1",
      "connect-timeout-ms": formatConnectTimeout(ctx.timeoutMs),
      "content-encoding": encoding,
    });
    return { headers, body: payload };
  };
}

export function bindStreamRequestSync<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfigSync,
): EncodeRequestSync<Iterable<I>, I, O> {
  return (messages, ctx) => {
    const { body, encoding } = envelopedBodySync(config, method.input, messages, ctx);
    return { headers: streamHeaders(ctx, config, encoding), body };
  };
}
