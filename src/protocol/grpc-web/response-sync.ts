/**
 * gRPC-Web's unary responses, read at once: the twin of response.ts, whose streams need none.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import { Code } from "../../core/code.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { ProtocolConfigSync, UnaryProtocolSync } from "../protocol-sync.ts";
import { readSingleMessageSync } from "../single-message-sync.ts";
import { bindStreamResponse } from "./response.ts";

export function bindUnaryResponseSync<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfigSync,
): UnaryProtocolSync<I, O>["readResponse"] {
  const readStream = bindStreamResponse(method, config);
  return (response, ctx) => readSingleMessageSync(response.body, readStream(response, ctx), ctx, Code.Unimplemented);
}
