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
import { readRequest } from "./request-message.ts";
import { beginServerCall, type ServerCall } from "./server-call.ts";

export function handleGrpcWeb(call: ServerCall): Promise<Response> {
  const { request, codec, config } = call;
  const { headers } = request;
  const ctx = beginServerCall(call, ProtocolType.GRPC_WEB, () => parseGrpcTimeout(headers.get("grpc-timeout")));
  const compression = negotiateCompression(headers.get("grpc-accept-encoding"), config.compressions);
  return envelopedResponse(call, ctx, {
    compression,
    headers: {
      "content-type": `application/grpc-web+${codec.name}`,
      "grpc-encoding": compression?.name,
      "grpc-accept-encoding": acceptEncoding(config.compressions),
    },
    readRequest: () => readRequest(call, ctx, headers.get("grpc-encoding")),
    endFrame: (trailers, error) => ({
      flags: grpcWebTrailerFlag,
      payload: encodeTrailers(withStatus(trailers, error)),
    }),
  });
}
