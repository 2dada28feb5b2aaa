/**
 * gRPC-Web requests: every message is enveloped, whatever the kind of method.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import type { MethodInfo } from "../../core/method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { acceptEncoding } from "../../wire/compression.ts";
import { envelopedBody } from "../enveloped-request.ts";
import type { EncodeRequest, Messages, ProtocolConfig } from "../protocol.ts";
import { requestHeaders } from "../request-headers.ts";
import { formatGrpcTimeout } from "../timeout.ts";

export function bindRequest<I, O>(method: MethodInfo<I, O>, config: ProtocolConfig): EncodeRequest<Messages<I>, I, O> {
  return async (messages, ctx) => {
    const { encoding, ...rest } = await envelopedBody(config, method.input, messages, ctx.deadline);
    return { headers: envelopedHeaders(ctx, config, encoding), ...rest };
  };
}

export function envelopedHeaders(
  ctx: RequestContext,
  { codec, acceptCompression }: ProtocolConfig,
  encoding: string | undefined,
): Record<string, string> {
  return requestHeaders(ctx, {
    "content-type": `application/grpc-web+${codec.name}`,
    "x-grpc-web": "1", // without it, servers in Go reject the preflight
    "grpc-timeout": formatGrpcTimeout(ctx.timeoutMs),
    "grpc-encoding": encoding,
    "grpc-accept-encoding": acceptEncoding(acceptCompression),
  });
}
