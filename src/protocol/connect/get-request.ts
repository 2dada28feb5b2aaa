/**
 * Connect unary requests as HTTP GET: the message is in the URL, so that browsers and proxies can cache the response,
 * and a call without headers of its own needs no preflight.
 *
 * @see https://connectrpc.com/docs/protocol#unary-get-request
 */
import { Code } from "../../core/code.ts";
import { IdempotencyLevel, type MethodInfo } from "../../core/method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { encodeBase64 } from "../../wire/base64.ts";
import { type EncodedPayload, encodePayload } from "../message-coding.ts";
import type { EncodeRequest, ProtocolConfig } from "../protocol.ts";
import { requestHeaders } from "../request-headers.ts";
import { formatConnectTimeout } from "../timeout.ts";

export interface GetOptions {
  /** Overrides the transport's `useGet` for this call. */
  useGet?: boolean;
}

/**
 * Sends a call as a GET if requested, and if its method is declared free of side effects. Otherwise, or if the URL
 * would be longer than servers and proxies accept, sends it as `post` does.
 */
export function bindGetRequest<I, O>(
  method: MethodInfo<I, O>,
  config: ProtocolConfig,
  post: EncodeRequest<I, I, O>,
): EncodeRequest<I, I, O> {
  if (method.idempotencyLevel !== IdempotencyLevel.NoSideEffects) {
    return post;
  }
  return async (message, ctx) => {
    const get =
      wantsGet(ctx, config) &&
      getRequest(ctx, config, await encodePayload(config, method.input, message, Code.InvalidArgument));
    return get || post(message, ctx);
  };
}

/**
 * Returns true if the caller, or else the transport, requested GET. The call remains a POST until the URL turns out to
 * fit.
 */
export function wantsGet(ctx: RequestContext, config: ProtocolConfig): boolean {
  ctx.httpMethod = "POST";
  return (ctx.callOptions as GetOptions).useGet ?? config.useGet ?? false;
}

/** Returns the request with its message in the URL; undefined if that is too long. */
export function getRequest(
  ctx: RequestContext,
  { codec, getMaxUrlBytes = 8192 }: ProtocolConfig,
  encoded: EncodedPayload,
): { headers: Record<string, string>; url: string } | undefined {
  const url = `${ctx.url}?${getQuery(codec.name, encoded)}`;
  if (url.length > getMaxUrlBytes) {
    return undefined;
  }
  ctx.httpMethod = "GET";
  const headers = requestHeaders(ctx, {
    "content-type": undefined,
    "content-encoding": undefined,
    "connect-protocol-version": undefined, // in the query instead
    "connect-timeout-ms": formatConnectTimeout(ctx.timeoutMs),
  });
  return { headers, url };
}

/** In the order that the protocol recommends, so that caches see one URL per message. */
function getQuery(codecName: string, { payload, encoding }: EncodedPayload): string {
  const isText = codecName === "json" && encoding === undefined;
  const message = isText
    ? encodeURIComponent(new TextDecoder().decode(payload))
    : encodeBase64(payload).replace(/\+/g, "-").replace(/\//g, "_");
  return [
    "connect=v1",
    ...(isText ? [] : ["base64=1"]),
    ...(encoding ? [`compression=${encoding}`] : []),
    `encoding=${codecName}`,
    `message=${message}`,
  ].join("&");
}
