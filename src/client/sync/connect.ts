/**
 * The Connect protocol of the synchronous client.
 *
 * @see https://connectrpc.com/docs/protocol
 */
import { ProtocolType } from "../../core/protocol-type.ts";
import { bindGetRequestSync } from "../../protocol/connect/sync/get-request.ts";
import { bindStreamRequestSync, bindUnaryRequestSync } from "../../protocol/connect/sync/request.ts";
import { bindStreamResponseSync, bindUnaryResponseSync } from "../../protocol/connect/sync/response.ts";
import type { ProtocolSync } from "./call/call-target.ts";

/** Unary calls are plain HTTP requests, GET among them; streams are enveloped. */
export const connectSync: ProtocolSync = {
  type: ProtocolType.CONNECT,
  bindUnary: (method, config) => ({
    encodeRequest: bindGetRequestSync(method, config, bindUnaryRequestSync(method, config)),
    readResponse: bindUnaryResponseSync(method, config),
  }),
  bindStream: (method, config) => ({
    encodeRequest: bindStreamRequestSync(method, config),
    readResponse: bindStreamResponseSync(method, config),
  }),
};
