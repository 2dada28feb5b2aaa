/**
 * The one error that leaves a call.
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
  /** Response headers and trailers, merged. On a server: what to send with the error. */
  metadata?: HeadersInit;
  /** What was caught, if this error translates another one. */
  cause?: unknown;
}

// A symbol of the registry is the same in every realm (iframe, worker, second copy of the package).
const brand = Symbol.for("farcall.ConnectError");

/** Known by name and not by class, because errors cross realms. */
const codesByErrorName = new Map<string | undefined, Code>([
  ["AbortError", Code.Canceled],
  ["TimeoutError", Code.DeadlineExceeded],
  ["InvalidHeaderError", Code.InvalidArgument],
]);

/**
 * Why a call failed. Everything that a call can throw is a ConnectError: what a server answered, and what happened on
 * the way (a deadline, a lost connection, an answer that breaks the protocol).
 *
 * @example
 * throw new ConnectError(Code.NotFound, "no such hat", { details: [errorDetail(HatSchema, { inches: 10 })] });
 */
export class ConnectError extends Error {
  override readonly name = "ConnectError";
  readonly code: Code;
  /** The message without the code in front of it, as it went over the wire. */
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
   * Turns anything thrown into a ConnectError; one that is a ConnectError already is returned as it is.
   *
   * An AbortError becomes canceled, a TimeoutError deadline_exceeded and an InvalidHeaderError invalid_argument;
   * everything else gets `code`. The original is kept as the cause.
   *
   * @param what is put before the original's message: "cannot decode acme.v1.Hat"
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

/** A copy for one more call: what tells of a call is written into its error, so no two calls may share one. */
export function copyError(error: ConnectError): ConnectError {
  return new ConnectError(error.code, error.rawMessage, { ...error, cause: error });
}

/** True for a ConnectError, also for one of another realm or another copy of this package. */
export function isConnectError(value: unknown): value is ConnectError {
  try {
    return Boolean((value as { [brand]?: true } | null | undefined)?.[brand]);
  } catch {
    return false; // a proxy or a getter that throws
  }
}

/** Name and message of anything, for even `String(reason)` may throw. */
function nameAndMessage(reason: unknown): { name?: string; message: string } {
  try {
    const { name, message } = (reason ?? {}) as { name?: string; message?: unknown };
    return typeof message === "string" ? { name, message } : { message: String(reason ?? `${reason} was thrown`) };
  } catch {
    return { message: "unprintable" };
  }
}
