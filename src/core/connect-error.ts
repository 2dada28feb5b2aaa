/**
 * The one kind of error that calls fail with.
 *
 * @see https://connectrpc.com/docs/protocol#error-end-stream
 */
import { Code } from "./code.ts";
import { Metadata } from "./metadata.ts";

/** A message attached to an error, still encoded: read it with `findDetails(error, Schema)`. */
export interface ErrorDetail {
  /** Fully qualified name of the message, without a URL prefix: "google.rpc.RetryInfo". */
  readonly type: string;
  /** The message in the protobuf binary format. */
  readonly value: Uint8Array;
}

export interface ConnectErrorOptions {
  details?: readonly ErrorDetail[];
  /** Response headers and trailers, merged. On a server, these are sent with the error. */
  metadata?: HeadersInit;
  /** The original error, if this error wraps one. */
  cause?: unknown;
}

// A registered symbol is the same in every realm (iframe, worker, second copy of the package).
const brand = Symbol.for("farcall.ConnectError");

/** Matched by name rather than by class, because errors cross realms. */
const codesByErrorName = new Map<string | undefined, Code>([
  ["AbortError", Code.Canceled],
  ["TimeoutError", Code.DeadlineExceeded],
  ["InvalidHeaderError", Code.InvalidArgument],
]);

/**
 * The reason a call failed. Every error that a call throws is a ConnectError, whether the server returned it or the
 * call failed on the way (a deadline, a lost connection, a response that violates the protocol).
 *
 * @example
 * throw new ConnectError(Code.NotFound, "no such hat", { details: [errorDetail(HatSchema, { inches: 10 })] });
 */
export class ConnectError extends Error {
  override readonly name = "ConnectError";
  readonly code: Code;
  /** The message without the code prefix, as sent over the wire. */
  readonly rawMessage: string;
  readonly details: readonly ErrorDetail[];
  /** Response headers and trailers, merged. */
  readonly metadata: Metadata;
  /** The procedure that failed, "acme.v1.HatService/MakeHat"; unset outside a call. */
  method?: string;

  constructor(code: Code, message = "", options: ConnectErrorOptions = {}) {
    super(`[${code}] ${message}`.trimEnd(), options);
    this.code = code;
    this.rawMessage = message;
    this.details = options.details ?? [];
    this.metadata = new Metadata(options.metadata);
  }

  get [brand](): true {
    return true;
  }

  /**
   * Converts any thrown value to a ConnectError; a ConnectError is returned unchanged.
   *
   * An AbortError becomes canceled, a TimeoutError deadline_exceeded and an InvalidHeaderError invalid_argument;
   * everything else gets `code`. The original is kept as the cause.
   *
   * @param what prepended to the original's message: "cannot decode acme.v1.Hat"
   */
  static from(reason: unknown, code: Code = Code.Unknown, what?: string): ConnectError {
    if (isConnectError(reason)) {
      return reason;
    }
    const { name, message } = nameAndMessage(reason);
    return new ConnectError(codesByErrorName.get(name) ?? code, what ? `${what}: ${message}` : message, {
      cause: reason,
    });
  }
}

/** Returns a copy for another call: details of a call are written into its error, so calls must not share one. */
export function copyError(error: ConnectError): ConnectError {
  return new ConnectError(error.code, error.rawMessage, { ...error, cause: error });
}

/** Returns true for a ConnectError, including one from another realm or another copy of this package. */
export function isConnectError(value: unknown): value is ConnectError {
  try {
    return Boolean((value as { [brand]?: true } | null | undefined)?.[brand]);
  } catch {
    return false; // a proxy or a getter that throws
  }
}

/** Returns the name and message of any value. Even `String(reason)` may throw. */
function nameAndMessage(reason: unknown): { name?: string; message: string } {
  try {
    const { name, message } = (reason ?? {}) as { name?: string; message?: unknown };
    return typeof message === "string" ? { name, message } : { message: String(reason ?? `${reason} was thrown`) };
  } catch {
    return { message: "unprintable" };
  }
}
