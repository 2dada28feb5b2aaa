/**
 * The Connect protocol of the synchronous client.
 *
 * @see https://connectrpc.com/docs/protocol
 */
import { ProtocolType } from "../../core/protocol-type.ts";
import { bindGetRequestSync } from "../../protocol/connect/get-request-sync.ts";
import { bindStreamRequestSync, bindUnaryRequestSync } from "../../protocol/connect/request-sync.ts";
import { bindStreamResponseSync, bindUnaryResponseSync } from "../../protocol/connect/response-sync.ts";
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
