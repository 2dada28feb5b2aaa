/** One error under two classes: each side asks with its own `instanceof`, and words its codes in its own way. */
import { Code as EsCode, ConnectError as EsError } from "@connectrpc/connect";
import { errorDetail } from "../codec/error-detail.ts";
import { Code, codeFromNumber, codeToNumber } from "../core/code.ts";
import { ConnectError, isConnectError } from "../core/connect-error.ts";

/** What an error was before it crossed the bridge: it is the same object again when it comes back. */
const origins = new WeakMap<object, unknown>();

/**
 * The ConnectError of connect-es with the same code, message, details, metadata and cause. One that came from there is the
 * same object again; anything else that was thrown becomes what `ConnectError.from` makes of it there.
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

/** The same the other way round: Farcall's ConnectError for one of connect-es, or for anything else that was thrown. */
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

/** What was thrown on our side, whatever it was, if it comes back unchanged: a server does not tell its clients of it. */
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
