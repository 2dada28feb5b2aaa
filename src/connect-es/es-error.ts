/** Converts errors between the two libraries, whose classes and codes differ. */
import { Code as EsCode, ConnectError as EsError } from "@connectrpc/connect";
import { errorDetail } from "../codec/error-detail.ts";
import { Code, codeFromNumber, codeToNumber } from "../core/code.ts";
import { ConnectError, isConnectError } from "../core/connect-error.ts";

/** The original of each converted error, which is used again when the error comes back. */
const origins = new WeakMap<object, unknown>();

/**
 * Converts an error to connect-es's ConnectError, with the same code, message, details, metadata and cause. An error
 * that came from connect-es becomes the original object again; any other value is converted by connect-es's
 * `ConnectError.from`.
 */
export function toConnectEsError(reason: unknown): EsError {
  const origin = originOf(reason);
  if (origin instanceof EsError) {
    return origin;
  }
  if (!isConnectError(reason)) {
    return reason instanceof EsError ? reason : crossed(EsError.from(reason), reason);
  }
  const { code, rawMessage, metadata, details, cause } = reason;
  const error = new EsError(rawMessage, codeToNumber(code) || EsCode.Unknown, metadata, undefined, cause);
  error.details.push(...details.map(({ type, value }) => ({ type, value: value as Uint8Array<ArrayBuffer> })));
  return crossed(error, reason);
}

/** Converts connect-es's ConnectError, or any other thrown value, to Farcall's ConnectError. */
export function fromConnectEsError(reason: unknown): ConnectError {
  const origin = originOf(reason);
  if (isConnectError(origin)) {
    return origin;
  }
  if (!(reason instanceof EsError)) {
    return ConnectError.from(reason);
  }
  const { code, rawMessage, metadata, details, cause } = reason;
  const error = new ConnectError(codeFromNumber(code) ?? Code.Unknown, rawMessage, {
    metadata,
    details: details.map((detail) =>
      "desc" in detail ? errorDetail(detail.desc, detail.value) : { type: detail.type, value: detail.value },
    ),
    ...(cause !== undefined && { cause }),
  });
  return crossed(error, reason);
}

/** Returns what our side threw, unconverted, if it comes back unchanged: a server hides some errors from clients. */
export function thrownBack(reason: unknown): unknown {
  const origin = originOf(reason);
  return origin === undefined || origin instanceof EsError ? fromConnectEsError(reason) : origin;
}

function crossed<T extends object>(error: T, origin: unknown): T {
  origins.set(error, origin);
  return error;
}

function originOf(reason: unknown): unknown {
  return typeof reason === "object" && reason !== null ? origins.get(reason) : undefined;
}
