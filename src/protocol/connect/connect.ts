/**
 * The Connect protocol, as a client speaks it.
 *
 * @see https://connectrpc.com/docs/protocol
 */
import { ProtocolType } from "../../core/protocol-type.ts";
import type { Protocol } from "../protocol.ts";
import { bindStreamRequest, bindUnaryRequest } from "./request.ts";
import { bindStreamResponse, bindUnaryResponse } from "./response.ts";

/** The Connect protocol: unary calls are plain HTTP requests, streams are enveloped. */
export function connect(): Protocol {
  return {
    type: ProtocolType.CONNECT,
    bind(method, config) {
      return {
        encodeRequest: (method.kind === "unary" ? bindUnaryRequest : bindStreamRequest)(method, config),
        readUnary: bindUnaryResponse(method, config),
        readStream: bindStreamResponse(method, config),
      };
    },
  };
}
