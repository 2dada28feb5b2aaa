/**
 * The gRPC-Web protocol, in its binary form.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import { bindRequest } from "../protocol/grpc-web/request.ts";
import { bindStreamResponse, bindUnaryResponse } from "../protocol/grpc-web/response.ts";
import type { BindUnary } from "../protocol/protocol.ts";
import { completeConfig } from "./call/protocol-config.ts";
import { diagnostics } from "./diagnostics/diagnostics.ts";
import { type Protocol, streamKinds } from "./spoken-protocol.ts";

/** The gRPC-Web protocol: every message is enveloped, and trailers are in the last envelope. */
export function grpcWeb(): Protocol {
  return {
    ...grpcWebUnary(),
    kinds: streamKinds((method, config) => ({
      encodeRequest: bindRequest(method, config),
      readResponse: bindStreamResponse(method, config),
    })),
    diagnostics,
  };
}

/** The gRPC-Web protocol for minimal bundles: no streams, shorter error messages, and no checks of the options. */
export function grpcWebUnary(): Protocol {
  return { type: "grpc-web", bindUnary };
}

const bindUnary: BindUnary = (method, given) => {
  const config = completeConfig(given);
  const encodeRequest = bindRequest(method, config);
  return {
    encodeRequest: (message, ctx) => encodeRequest([message], ctx),
    readResponse: bindUnaryResponse(method, config),
  };
};
