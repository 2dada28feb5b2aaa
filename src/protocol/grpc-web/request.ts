/**
 * gRPC-Web requests: every message goes into an envelope, whatever the kind of the method.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import { Code } from "../../core/code.ts";
import type { MethodInfo } from "../../core/method.ts";
import { acceptEncoding } from "../../wire/compression.ts";
import { compressedFlag, encodeEnvelopes } from "../../wire/envelope.ts";
import { encodePayload } from "../message-coding.ts";
import type { EncodeRequest, ProtocolConfig } from "../protocol.ts";
import { requestHeaders } from "../request-headers.ts";
import { formatGrpcTimeout } from "../timeout.ts";

export function bindRequest<I, O>(method: MethodInfo<I, O>, config: ProtocolConfig): EncodeRequest<I, O> {
  const contentType = `application/grpc-web+${config.codec.name}`;
  const accepted = acceptEncoding(config.acceptCompression);
  return async (message, ctx) => {
    const { payload, encoding } = await encodePayload(config, method.input, message, Code.InvalidArgument);
    const headers = requestHeaders(ctx, {
      "content-type": contentType,
      "x-grpc-web": "1", // without it, servers in Go refuse the preflight
      "grpc-timeout": formatGrpcTimeout(ctx.timeoutMs),
      "grpc-encoding": encoding,
      "grpc-accept-encoding": accepted,
    });
    return { headers, body: encodeEnvelopes({ flags: encoding ? compressedFlag : 0, payload }) };
  };
}
