/**
 * Reads gRPC-Web responses synchronously: the twin of response.ts.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import { Code } from "../../../core/code.ts";
import type { MethodInfo } from "../../../core/method.ts";
import type { RequestContext } from "../../../core/request-context.ts";
import { readBodyStartSync } from "../../sync/body-start.ts";
import type { ProtocolConfigSync, StreamProtocolSync, UnaryProtocolSync } from "../../sync/protocol.ts";
import { readSingleMessageSync } from "../../sync/single-message.ts";
import { bindHead } from "../response-head.ts";

export function bindUnaryResponseSync<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfigSync,
): UnaryProtocolSync<I, O>["readResponse"] {
  const readStream = bindStreamResponseSync(method, config);
  return (response, ctx) => readSingleMessageSync(response.body, readStream(response, ctx), ctx, Code.Unimplemented);
}

export function bindStreamResponseSync<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfigSync,
): StreamProtocolSync<I, O>["readResponse"] {
  const readHead = bindHead(method, config);
  return (response, ctx) => {
    const { reader, refusal } = readHead(response, ctx);
    const error = refusal?.(readBodyStartSync(response.body, ctx as RequestContext));
    if (error) {
      throw error;
    }
    return reader;
  };
}
