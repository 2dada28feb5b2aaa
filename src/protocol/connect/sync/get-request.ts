/**
 * Connect unary requests as HTTP GET, encoded synchronously: the twin of get-request.ts.
 *
 * @see https://connectrpc.com/docs/protocol#unary-get-request
 */
import { Code } from "../../../core/code.ts";
import { IdempotencyLevel, type MethodInfo } from "../../../core/method.ts";
import { encodePayloadSync } from "../../sync/message-coding.ts";
import type { EncodeRequestSync, ProtocolConfigSync } from "../../sync/protocol.ts";
import { getRequest, wantsGet } from "../get-request.ts";

/**
 * Sends a call as a GET if requested, and if its method is declared free of side effects. Otherwise sends it as `post`
 * does.
 */
export function bindGetRequestSync<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfigSync,
  post: EncodeRequestSync<I, I, O>,
): EncodeRequestSync<I, I, O> {
  if (method.idempotencyLevel !== IdempotencyLevel.NoSideEffects) {
    return post;
  }
  return (message, ctx) => {
    const get =
      wantsGet(ctx, config) &&
      getRequest(ctx, config, encodePayloadSync(config, method.input, message, Code.InvalidArgument));
    return get || post(message, ctx);
  };
}
