/**
 * Handles gRPC-Web requests synchronously.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import { ProtocolType } from "../../core/protocol-type.ts";
import { encodeTrailers, withStatus } from "../../protocol/grpc-web/trailers.ts";
import type { SyncResponse } from "../../protocol/sync/exchange.ts";
import { parseGrpcTimeout } from "../../protocol/timeout.ts";
import { acceptEncoding, negotiateCompression } from "../../wire/compression.ts";
import { grpcWebTrailerFlag } from "../../wire/envelope.ts";
import { decodeTextSync, encodeText, grpcWebType, wantsText } from "../grpc-web-text.ts";
import { envelopedResponseSync } from "./enveloped-response.ts";
import { readRequestSync } from "./request-message.ts";
import { beginServerCallSync, type SyncServerCall } from "./server-call.ts";

/** @param isText the request is base64: see ../grpc-web-text.ts */
export function handleGrpcWebSync(call: SyncServerCall, isText: boolean): SyncResponse {
  const { request, codec, config } = call;
  const { headers } = request;
  const ctx = beginServerCallSync(call, ProtocolType.GRPC_WEB, () => parseGrpcTimeout(headers.get("grpc-timeout")));
  const compression = negotiateCompression(headers.get("grpc-accept-encoding"), config.compressions);
  const answersText = wantsText(headers, isText);
  return envelopedResponseSync(call, ctx, {
    compression,
    ...(answersText && { encodeFrame: encodeText }),
    headers: {
      "content-type": `${grpcWebType(answersText)}+${codec.name}`,
      "grpc-encoding": compression?.name,
      "grpc-accept-encoding": acceptEncoding(config.compressions),
    },
    readRequest: () => readRequestSync(call, ctx, headers.get("grpc-encoding"), isText ? decodeTextSync : undefined),
    endFrame: (trailers, error) => ({
      flags: grpcWebTrailerFlag,
      payload: encodeTrailers(withStatus(trailers, error)),
    }),
  });
}
