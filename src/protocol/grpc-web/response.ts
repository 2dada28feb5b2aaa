/**
 * Reads gRPC-Web responses. The outcome of a call is in the last frame or in the headers, whatever the HTTP status and
 * the content type are; the frame takes precedence. The outcome is inferred only if neither has it.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 * @see https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
 */
import { Code } from "../../core/code.ts";
import type { MethodInfo } from "../../core/method.ts";
import { readBodyStart } from "../body-start.ts";
import type { ProtocolConfig, StreamProtocol, UnaryProtocol } from "../protocol.ts";
import { readSingleMessage } from "../single-message.ts";
import { bindHead } from "./response-head.ts";

export function bindUnaryResponse<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
): UnaryProtocol<I, O>["readResponse"] {
  const readStream = bindStreamResponse(method, config);
  return async (response, ctx) => {
    return readSingleMessage(response, await readStream(response, ctx), {
      deadline: ctx.deadline,
      cardinalityCode: Code.Unimplemented,
    });
  };
}

export function bindStreamResponse<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
): StreamProtocol<I, O>["readResponse"] {
  const readHead = bindHead(method, config);
  return async (response, ctx) => {
    const { reader, refusal } = readHead(response, ctx);
    const error = refusal?.(await readBodyStart(response, ctx));
    if (error) {
      throw error;
    }
    return reader;
  };
}
