/**
 * The Connect protocol.
 *
 * @see https://connectrpc.com/docs/protocol
 */
import { bindStreamRequest, bindUnaryRequest } from "../protocol/connect/request.ts";
import { bindStreamResponse, bindUnaryResponse } from "../protocol/connect/response.ts";
import { type ReadUnaryBody, readBrowserBody, readCompressedBody } from "../protocol/connect/unary-body.ts";
import type { BindUnary } from "../protocol/protocol.ts";
import type { Protocol } from "./protocol.ts";
import { serverStreamCalls } from "./server-stream-call.ts";

/** The Connect protocol: unary calls are plain HTTP requests, streams are enveloped. */
export function connect(): Protocol {
  return {
    type: "connect",
    bindUnary: unaryBinder(readCompressedBody),
    bindServerStreamCall: serverStreamCalls((method, config) => ({
      encodeRequest: bindStreamRequest(method, config),
      readResponse: bindStreamResponse(method, config),
    })),
  };
}

/**
 * The Connect protocol for pages that count every byte: without streams, and with no compression of responses but the
 * browser's own.
 */
export function connectUnary(): Protocol {
  return { type: "connect", bindUnary: unaryBinder(readBrowserBody) };
}

function unaryBinder(readBody: ReadUnaryBody): BindUnary {
  return (method, config) => ({
    encodeRequest: bindUnaryRequest(method, config),
    readResponse: bindUnaryResponse(method, config, readBody),
  });
}
