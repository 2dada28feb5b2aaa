/**
 * gRPC-Web in its binary form, as a client speaks it.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import { ProtocolType } from "../../core/protocol-type.ts";
import type { Protocol } from "../protocol.ts";
import { bindRequest } from "./request.ts";
import { bindStreamResponse, bindUnaryResponse } from "./response.ts";

/** The gRPC-Web protocol: every call is enveloped, trailers are the last envelope. */
export function grpcWeb(): Protocol {
  return {
    type: ProtocolType.GRPC_WEB,
    bind(method, config) {
      return {
        encodeRequest: bindRequest(method, config),
        readUnary: bindUnaryResponse(method, config),
        readStream: bindStreamResponse(method, config),
      };
    },
  };
}
