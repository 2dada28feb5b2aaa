/**
 * The Connect protocol.
 *
 * @see https://connectrpc.com/docs/protocol
 */
import { bindGetRequest } from "../protocol/connect/get-request.ts";
import { bindStreamRequest, bindUnaryRequest } from "../protocol/connect/request.ts";
import { bindStreamResponse, bindUnaryResponse, readAnyError, readErrorJson } from "../protocol/connect/response.ts";
import { bindBrowserBody, bindCompressedBody } from "../protocol/connect/unary-body.ts";
import { phraseHelpfully } from "../protocol/phrase-answer.ts";
import { phraseBriefly } from "../protocol/response-check.ts";
import { completeConfig } from "./call/protocol-config.ts";
import { diagnostics } from "./diagnostics/diagnostics.ts";
import { type Protocol, streamKinds } from "./spoken-protocol.ts";

/** The Connect protocol: unary calls are plain HTTP requests, GET among them; streams are enveloped. */
export function connect(): Protocol {
  return {
    type: "connect",
    bindUnary(method, given) {
      const config = completeConfig(given);
      return {
        encodeRequest: bindGetRequest(method, config, bindUnaryRequest(method, config)),
        readResponse: bindUnaryResponse(
          method,
          config.codec,
          bindCompressedBody(config),
          readAnyError,
          phraseHelpfully,
        ),
      };
    },
    kinds: streamKinds((method, config) => ({
      encodeRequest: bindStreamRequest(method, config),
      readResponse: bindStreamResponse(method, config),
    })),
    diagnostics,
  };
}

/**
 * The Connect protocol for minimal bundles: no streams, no GET, only the browser's decompression of responses, shorter
 * error messages, and no checks of the options.
 */
export function connectUnary(): Protocol {
  return {
    type: "connect",
    bindUnary: (method, config) => ({
      encodeRequest: bindUnaryRequest(method, config),
      readResponse: bindUnaryResponse(method, config.codec, bindBrowserBody(config), readErrorJson, phraseBriefly),
    }),
  };
}
