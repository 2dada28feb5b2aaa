/**
 * The gRPC-Web protocol, in its binary form.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import { bindRequest } from "../protocol/grpc-web/request.ts";
import { bindStreamResponse, bindUnaryResponse } from "../protocol/grpc-web/response.ts";
import type { BindUnary } from "../protocol/protocol.ts";
import { explainFailure } from "./explain-failure.ts";
import { type Protocol, streamKinds } from "./protocol.ts";

/** The gRPC-Web protocol: every call is enveloped, trailers are the last envelope. */
export function grpcWeb(): Protocol {
  return {
    ...grpcWebUnary(),
    streams: streamKinds((method, config) => ({
      encodeRequest: bindRequest(method, config),
      readResponse: bindStreamResponse(method, config),
    })),
    explainFailure,
  };
}

/** The gRPC-Web protocol without its streams, and with fewer words about failures, for pages that count every byte. */
export function grpcWebUnary(): Protocol {
  return { type: "grpc-web", bindUnary };
}

const bindUnary: BindUnary = (method, config) => {
  const encodeRequest = bindRequest(method, config);
  return {
    encodeRequest: (message, ctx) => encodeRequest([message], ctx),
    readResponse: bindUnaryResponse(method, config),
  };
};
