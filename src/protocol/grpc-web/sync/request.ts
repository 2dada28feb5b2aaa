/**
 * gRPC-Web requests, encoded synchronously: the twin of request.ts.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import type { MethodInfo } from "../../../core/method.ts";
import { envelopedBodySync } from "../../sync/enveloped-request.ts";
import type { EncodeRequestSync, ProtocolConfigSync } from "../../sync/protocol.ts";
import { envelopedHeaders } from "../request.ts";

export function bindRequestSync<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfigSync,
): EncodeRequestSync<Iterable<I>, I, O> {
  return (messages, ctx) => {
    const { body, encoding } = envelopedBodySync(config, method.input, messages, ctx);
    return { headers: envelopedHeaders(ctx, config, encoding), body };
  };
}
