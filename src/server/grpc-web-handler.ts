/**
 * Handles gRPC-Web requests.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import { ProtocolType } from "../core/protocol-type.ts";
import { encodeTrailers, withStatus } from "../protocol/grpc-web/trailers.ts";
import { parseGrpcTimeout } from "../protocol/timeout.ts";
import { acceptEncoding, negotiateCompression } from "../wire/compression.ts";
import { grpcWebTrailerFlag } from "../wire/envelope.ts";
import { envelopedResponse } from "./enveloped-response.ts";
import { decodeText, encodeText, grpcWebType, wantsText } from "./grpc-web-text.ts";
import { readRequest } from "./request-message.ts";
import { beginServerCall, type ServerCall } from "./server-call.ts";

/** @param isText whether the request is base64: see grpc-web-text.ts */
export function handleGrpcWeb(call: ServerCall, isText: boolean): Promise<Response> {
  const { request, codec, config } = call;
  const { headers } = request;
  const ctx = beginServerCall(call, ProtocolType.GRPC_WEB, () => parseGrpcTimeout(headers.get("grpc-timeout")));
  const compression = negotiateCompression(headers.get("grpc-accept-encoding"), config.compressions);
  const answersText = wantsText(headers, isText);
  return envelopedResponse(call, ctx, {
    compression,
    ...(answersText && { encodeFrame: encodeText }),
    headers: {
      "content-type": `${grpcWebType(answersText)}+${codec.name}`,
      "grpc-encoding": compression?.name,
      "grpc-accept-encoding": acceptEncoding(config.compressions),
    },
    readRequest: () => readRequest(call, ctx, headers.get("grpc-encoding"), isText ? decodeText : undefined),
    endFrame: (trailers, error) => ({
      flags: grpcWebTrailerFlag,
      payload: encodeTrailers(withStatus(trailers, error)),
    }),
  });
}
