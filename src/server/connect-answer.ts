/**
 * Everything in a unary Connect response except its message: the status, the headers, and the JSON of an error.
 *
 * @see https://connectrpc.com/docs/protocol#unary-response
 */
import { Code } from "../core/code.ts";
import type { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { encodeErrorJson } from "../protocol/connect/error-json.ts";
import type { Codec } from "../wire/codec.ts";
import { unaryResponseHeaders } from "./response-headers.ts";
import type { ServerConfig } from "./server-config.ts";

/** A response with a text body. */
export interface TextAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** The HTTP status of each code. */
const statuses: Readonly<Record<Code, number>> = {
  [Code.Canceled]: 499,
  [Code.Unknown]: 500,
  [Code.InvalidArgument]: 400,
  [Code.DeadlineExceeded]: 504,
  [Code.NotFound]: 404,
  [Code.AlreadyExists]: 409,
  [Code.PermissionDenied]: 403,
  [Code.ResourceExhausted]: 429,
  [Code.FailedPrecondition]: 400,
  [Code.Aborted]: 409,
  [Code.OutOfRange]: 400,
  [Code.Unimplemented]: 501,
  [Code.Internal]: 500,
  [Code.Unavailable]: 503,
  [Code.DataLoss]: 500,
  [Code.Unauthenticated]: 401,
};

/** Returns the response to a call that failed before, or without, a stream. */
export function connectErrorAnswer(
  error: ConnectError,
  { status, sent }: { status?: number | undefined; sent?: Headers } = {},
): TextAnswer {
  const headers = new Headers(sent);
  for (const [name, value] of error.metadata) {
    headers.append(name, value);
  }
  headers.set("content-type", "application/json");
  return { status: status ?? statuses[error.code], headers, body: JSON.stringify(encodeErrorJson(error)) };
}

/** Returns the headers of a successful unary response. */
export function unaryHeaders(
  ctx: RequestContext,
  config: ServerConfig,
  codec: Codec,
  encoding: string | undefined,
): Headers {
  const headers = unaryResponseHeaders(ctx, config);
  headers.set("content-type", `application/${codec.name}`);
  if (encoding) {
    headers.set("content-encoding", encoding);
  }
  if (ctx.httpMethod === "GET" && config.compressions.length > 0) {
    headers.append("vary", "Accept-Encoding"); // a cache may serve it to clients that cannot decompress it
  }
  return headers;
}
