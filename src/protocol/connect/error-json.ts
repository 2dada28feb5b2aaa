/**
 * Connect's JSON format for errors, in the body of a unary response and in the end frame of a stream.
 *
 * @see https://connectrpc.com/docs/protocol#error-end-stream
 */
import { type Code, isCode } from "../../core/code.ts";
import { ConnectError, type ErrorDetail } from "../../core/connect-error.ts";
import { decodeBase64, encodeBase64 } from "../../wire/base64.ts";

export interface ErrorJson {
  code: Code;
  message?: string;
  details?: { type: string; value: string }[];
}

/** The fields of any JSON value: one that is not an object has none of the expected fields. */
type Fields = Readonly<Record<string, unknown>>;

export function encodeErrorJson(error: ConnectError): ErrorJson {
  return {
    code: error.code,
    ...(error.rawMessage && { message: error.rawMessage }),
    ...(error.details.length > 0 && {
      details: error.details.map(({ type, value }) => ({ type, value: encodeBase64(value) })),
    }),
  };
}

/**
 * Decodes an error, however incomplete: a missing or unknown code is replaced by `fallback`; unknown fields, and
 * details that are not base64, are ignored. Returns undefined for JSON with neither a code nor a message, which others
 * use for their own errors.
 */
export function decodeErrorJson(json: unknown, fallback: Code, metadata: HeadersInit): ConnectError | undefined {
  const { code, message, details } = Object(json) as Fields;
  const text = typeof message === "string" ? message : "";
  if (isCode(code) || text) {
    return new ConnectError(isCode(code) ? code : fallback, text, {
      details: Array.isArray(details) ? details.flatMap(decodeDetail) : [],
      metadata,
    });
  }
  return undefined;
}

/** Returns one detail, or none. `debug` is for people who read the wire, and is ignored. */
function decodeDetail(json: unknown): ErrorDetail[] {
  const { type, value } = Object(json) as Fields;
  if (typeof type !== "string" || typeof value !== "string") {
    return [];
  }
  try {
    return [{ type: type.slice(type.lastIndexOf("/") + 1), value: decodeBase64(value) }];
  } catch {
    return [];
  }
}
