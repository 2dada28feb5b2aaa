/**
 * The sixteen codes a call can fail with.
 *
 * A code is the string that the Connect protocol puts on the wire, so that it reads well in a log and survives JSON.
 * gRPC-Web sends the same codes as numbers: see {@link codeToNumber}.
 *
 * @see https://connectrpc.com/docs/protocol#error-codes
 */
export const Code = {
  /** The call was canceled, usually by the caller. */
  Canceled: "canceled",
  /** The origin of the error is unclear, or no other code fits. */
  Unknown: "unknown",
  /** The request is invalid, whatever state the system is in. */
  InvalidArgument: "invalid_argument",
  /** The deadline expired before the call completed. */
  DeadlineExceeded: "deadline_exceeded",
  /** The requested resource (a file, a directory, ...) does not exist. */
  NotFound: "not_found",
  /** The resource to be created already exists. */
  AlreadyExists: "already_exists",
  /** The caller is known, but not allowed to do this. */
  PermissionDenied: "permission_denied",
  /** A resource is exhausted: a quota, disk space, or a limit on message sizes. */
  ResourceExhausted: "resource_exhausted",
  /** The system is not in the state the operation requires. */
  FailedPrecondition: "failed_precondition",
  /** The operation was aborted, often by a concurrent one. */
  Aborted: "aborted",
  /** The operation went past the valid range. */
  OutOfRange: "out_of_range",
  /** The operation is not implemented, supported or enabled. */
  Unimplemented: "unimplemented",
  /** An invariant of the system is broken: a serious error. */
  Internal: "internal",
  /** The service is currently unreachable: back off, and retry idempotent calls. */
  Unavailable: "unavailable",
  /** Unrecoverable data loss or corruption. */
  DataLoss: "data_loss",
  /** The caller has no valid credentials for the operation. */
  Unauthenticated: "unauthenticated",
} as const;

export type Code = (typeof Code)[keyof typeof Code];

/** Ordered by number, from 1. */
const codes: readonly Code[] = Object.values(Code);

/** Returns true for the sixteen strings of {@link Code} only. */
export function isCode(value: unknown): value is Code {
  return codes.includes(value as Code);
}

/**
 * Returns a code's gRPC number, 1 to 16.
 *
 * @see https://grpc.io/docs/guides/status-codes/
 */
export function codeToNumber(code: Code): number {
  return codes.indexOf(code) + 1;
}

/** Returns the code with this gRPC number, or undefined for 0 (OK) and unknown numbers. */
export function codeFromNumber(number: number): Code | undefined {
  return codes[number - 1];
}
