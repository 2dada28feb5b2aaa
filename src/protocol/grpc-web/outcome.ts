/**
 * Reads the outcome of a call from response headers or from the last frame: both have the same fields.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses
 */
import { Code, codeFromNumber } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { decodeAnyBase64 } from "../../wire/base64.ts";
import { textOfByteString } from "../../wire/byte-string.ts";
import { decodePercent } from "../../wire/percent.ts";
import { cutStream } from "../cut-stream.ts";
import { decodeStatus, type Status } from "./status.ts";

export const statusHeader = "grpc-status";
export const messageHeader = "grpc-message";
export const detailsHeader = "grpc-status-details-bin";

export interface Outcome {
  /** How the call ended, with code 0 for success; undefined if missing. */
  readonly status: Status | undefined;
  /** The grpc-status as received. */
  readonly statusText: string | undefined;
  readonly message: string;
  /** The other fields. */
  readonly metadata: Metadata;
}

/** Returns false for headers without an outcome, as in nearly every response. */
export function speakOfOutcome(headers: Headers): boolean {
  return headers.has(statusHeader) || headers.has(messageHeader) || headers.has(detailsHeader);
}

/**
 * Reads the fields of an outcome, and the others. Repeated fields are joined by commas, as in HTTP: the first numeric
 * status counts, and the first readable details.
 *
 * @param fields names in any case, values with a character for each byte
 */
export function readOutcome(fields: Iterable<readonly [name: string, value: string]>): Outcome {
  const own = new Map<string, string[]>([
    [statusHeader, []],
    [messageHeader, []],
    [detailsHeader, []],
  ]);
  const metadata = new Metadata();
  for (const [name, value] of fields) {
    const values = own.get(name.toLowerCase());
    if (values) {
      values.push(value);
    } else {
      try {
        metadata.appendRaw(name, textOfByteString(value));
      } catch {
        // A field that HTTP cannot carry must not hide the status.
      }
    }
  }
  const [statuses = [], messages = [], details = []] = own.values();
  const message = decodePercent(messages.join(", "));
  return {
    status: meantStatus(statuses.join(), message, details.join()),
    statusText: statuses.length > 0 ? statuses.join(", ") : undefined,
    message,
    metadata,
  };
}

function meantStatus(statuses: string, message: string, details: string): Status | undefined {
  const number = statuses.split(",").find((text) => /^\s*\d+\s*$/.test(text));
  const detailed = firstDecodable(details);
  if (Number(number) === 0) {
    return { code: 0, message, details: [] };
  }
  if (detailed && (codeFromNumber(detailed.code) || number)) {
    // Takes precedence over the plain status and message, as far as it goes.
    const code = codeFromNumber(detailed.code) ? detailed.code : Number(number);
    return { code, message: detailed.message || message, details: detailed.details };
  }
  return number ? { code: Number(number), message, details: [] } : undefined;
}

function firstDecodable(values: string): Status | undefined {
  for (const value of values.split(",")) {
    try {
      if (value.trim()) {
        return decodeStatus(decodeAnyBase64(value.trim()));
      }
    } catch {
      // The next one may be readable, and there is still the plain status.
    }
  }
  return undefined;
}

/** Returns the error of an outcome, undefined for success. Without a status, the response counts as truncated. */
export function outcomeError(
  { status, statusText, message }: Omit<Outcome, "metadata">,
  metadata: Metadata,
  missingHint = "",
): ConnectError | undefined {
  if (status?.code === 0) {
    return undefined;
  }
  if (!status && statusText === undefined) {
    const words = `the response ended without a grpc-status${missingHint}${message && `: ${message}`}`;
    return cutStream(new ConnectError(Code.Unknown, words, { metadata }));
  }
  const code = codeFromNumber(status?.code ?? 0);
  const words = code ? "" : `the grpc-status ${JSON.stringify(statusText)} is invalid`;
  return new ConnectError(code ?? Code.Unknown, status?.message || message || words, {
    metadata,
    details: status?.details ?? [],
  });
}
