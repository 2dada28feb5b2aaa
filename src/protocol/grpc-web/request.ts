/**
 * gRPC-Web requests: every message goes into an envelope, whatever the kind of the method.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import type { MethodInfo } from "../../core/method.ts";
import { acceptEncoding } from "../../wire/compression.ts";
import { envelopedBody } from "../enveloped-request.ts";
import type { EncodeRequest, Messages, ProtocolConfig } from "../protocol.ts";
import { requestHeaders } from "../request-headers.ts";
import { formatGrpcTimeout } from "../timeout.ts";

export function bindRequest<I, O>(method: MethodInfo<I, O>, config: ProtocolConfig): EncodeRequest<Messages<I>, I, O> {
  const contentType = `application/grpc-web+${config.codec.name}`;
  const accepted = acceptEncoding(config.acceptCompression);
  return async (messages, ctx) => {
    const { encoding, ...rest } = await envelopedBody(config, method.input, messages, ctx.deadline);
    const headers = requestHeaders(ctx, {
      "content-type": contentType,
      "x-grpc-web": "1", // without it, servers in Go refuse the preflight
      "grpc-timeout": formatGrpcTimeout(ctx.timeoutMs),
      "grpc-encoding": encoding,
      "grpc-accept-encoding": accepted,
    });
    return { headers, ...rest };
  };
}
