/**
 * Connect unary requests as HTTP GET: the message travels in the URL, so that browsers and proxies can cache the
 * response, and a call without headers of its own needs no preflight.
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
 * Sends a call as GET where it was asked for and its method is declared free of side effects; as `post` does where it
 * was not, and where the URL would be longer than servers and proxies take.
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

/** Whether the caller, or else the transport, asked for GET; the call is a POST until it turns out to fit. */
export function wantsGet(ctx: RequestContext, config: ProtocolConfig): boolean {
  ctx.httpMethod = "POST";
  return (ctx.callOptions as GetOptions).useGet ?? config.useGet ?? false;
}

/** The request with its message in the URL; undefined if that became too long. */
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
    "connect-protocol-version": undefined, // the query has it
    "connect-timeout-ms": formatConnectTimeout(ctx.timeoutMs),
  });
  return { headers, url };
}

/** In the order that the protocol recommends, so that caches see one URL for one message. */
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
