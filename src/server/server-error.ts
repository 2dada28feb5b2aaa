/** Determines the error that a client gets, whatever an implementation has thrown. */
import { Code, isCode } from "../core/code.ts";
import { ConnectError, type ErrorDetail, isConnectError } from "../core/connect-error.ts";
import { Metadata } from "../core/metadata.ts";
import { isBytes } from "../core/realm.ts";
import type { RequestContext } from "../core/request-context.ts";
import { sendableMetadata } from "./response-headers.ts";
import type { ServerConfig } from "./server-config.ts";

/**
 * A ConnectError is meant for the client; any other error may hold secrets, and goes to `onError` only. So does a
 * ConnectError that no protocol can carry: in JavaScript, or from elsewhere, it may have any code and any details.
 */
export function serverError(reason: unknown, ctx: RequestContext, config: Pick<ServerConfig, "report">): ConnectError {
  const thrown = ctx.deadline.error ?? reason;
  if (!isConnectError(thrown)) {
    config.report(thrown, ctx);
    return internalError();
  }
  try {
    return sendableError(thrown, ctx, config);
  } catch (cause) {
    const { rawMessage } = ConnectError.from(cause); // never throws
    config.report(new TypeError(`a ConnectError cannot be sent: ${rawMessage}`, { cause: thrown }), ctx);
    return internalError();
  }
}

function internalError(): ConnectError {
  return new ConnectError(Code.Internal, "internal error");
}

/** Returns a copy, because a second read of the original may return something else. Throws if it cannot be sent. */
function sendableError(
  { code, rawMessage, details, metadata, cause }: ConnectError,
  ctx: RequestContext,
  config: Pick<ServerConfig, "report">,
): ConnectError {
  if (!isCode(code)) {
    throw new TypeError("its code is not one of the 16");
  }
  if (typeof rawMessage !== "string") {
    throw new TypeError("its message is not a string");
  }
  if (!Array.isArray(details)) {
    throw new TypeError("its details are not an array");
  }
  return new ConnectError(code, rawMessage, {
    details: Array.from(details, sendableDetail),
    metadata: sendableMetadata(new Metadata(metadata), ctx, config),
    cause,
  });
}

function sendableDetail(detail: Partial<ErrorDetail> | null | undefined, index: number): ErrorDetail {
  const { type, value } = detail ?? {};
  if (typeof type !== "string" || !isBytes(value)) {
    throw new TypeError(
      `details[${index}] is not a { type, value } with bytes: create it with errorDetail(Schema, fields)`,
    );
  }
  return { type, value };
}
