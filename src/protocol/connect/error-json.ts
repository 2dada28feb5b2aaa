/**
 * The JSON in which Connect carries an error, in the body of a unary response and in the end frame of a stream.
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

/** Those of any value of JSON: one that is no object has none that anybody looks for. */
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
 * Reads what a server sent as an error, however incomplete: a code that is missing or not known is replaced by
 * `fallback`, fields that are not known are ignored, and so is a detail that is no base64. Undefined for JSON that has
 * neither a code nor a message: others have errors as well, and other words for them.
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

/** One detail or none. `debug` is for people who read the wire, and is never looked at. */
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
