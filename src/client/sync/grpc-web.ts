/**
 * The gRPC-Web protocol of the synchronous client, in its binary form.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import { ProtocolType } from "../../core/protocol-type.ts";
import { bindRequestSync } from "../../protocol/grpc-web/sync/request.ts";
import { bindStreamResponseSync, bindUnaryResponseSync } from "../../protocol/grpc-web/sync/response.ts";
import type { ProtocolSync } from "./call/call-target.ts";

/** Every message is enveloped, and trailers are in the last envelope. */
export const grpcWebSync: ProtocolSync = {
  type: ProtocolType.GRPC_WEB,
  bindUnary: (method, config) => {
    const encodeRequest = bindRequestSync(method, config);
    return {
      encodeRequest: (message, ctx) => encodeRequest([message], ctx),
      readResponse: bindUnaryResponseSync(method, config),
    };
  },
  bindStream: (method, config) => ({
    encodeRequest: bindRequestSync(method, config),
    readResponse: bindStreamResponseSync(method, config),
  }),
};
