/**
 * The trailers of gRPC-Web, and the status that they carry.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses
 */
import { Code, codeFromNumber, codeToNumber } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { decodeBase64, encodeBase64 } from "../../wire/base64.ts";
import { decodePercent, encodePercent } from "../../wire/percent.ts";
import { decodeStatus, encodeStatus, type Status } from "./status.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const statusHeader = "grpc-status";
export const messageHeader = "grpc-message";
export const detailsHeader = "grpc-status-details-bin";

/** The payload of the last envelope: lines of "name: value", each ended by CRLF. */
export function encodeTrailers(trailers: Metadata): Uint8Array {
  let block = "";
  for (const [name, value] of trailers.allItems()) {
    block += `${name}: ${value}\r\n`;
  }
  return encoder.encode(block);
}

/** Names in any case, values repeated or not; a line that is no header is passed over. */
export function decodeTrailers(payload: Uint8Array): Metadata {
  const trailers = new Metadata();
  for (const line of decoder.decode(payload).split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) {
      try {
        trailers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
      } catch {
        // One trailer that HTTP could not carry either must not hide the status beside it.
      }
    }
  }
  return trailers;
}

/** Adds the outcome of a call to its trailers. */
export function withStatus(trailers: Metadata, error: ConnectError | undefined): Metadata {
  const all = new Metadata(trailers);
  if (!error) {
    all.set(statusHeader, "0");
    return all;
  }
  all.appendAll(error.metadata);
  const status: Status = { code: codeToNumber(error.code), message: error.rawMessage, details: error.details };
  all.set(statusHeader, String(status.code));
  all.set(messageHeader, encodePercent(error.rawMessage));
  if (error.details.length > 0) {
    all.set(detailsHeader, encodeBase64(encodeStatus(status)));
  }
  return all;
}

/**
 * Takes the status out of the trailers. Returns the error that it means, undefined for success; the headers are asked
 * for only if there is an error to put them into.
 */
export function takeStatus(trailers: Metadata, headers: () => Metadata, missingHint: string): ConnectError | undefined {
  const status = trailers.get(statusHeader);
  const message = decodePercent(trailers.get(messageHeader) ?? "");
  const details = decodeDetails(trailers.get(detailsHeader));
  for (const name of [statusHeader, messageHeader, detailsHeader]) {
    trailers.delete(name);
  }
  if (status === "0") {
    return undefined;
  }
  const metadata = new Metadata(headers());
  metadata.appendAll(trailers);
  if (status === null) {
    return new ConnectError(Code.Unknown, `the response ended without a grpc-status${missingHint}`, { metadata });
  }
  const plainCode = /^\d+$/.test(status) ? codeFromNumber(Number(status)) : undefined;
  const code = codeFromNumber(details?.code ?? 0) ?? plainCode;
  return code
    ? new ConnectError(code, details?.message || message, { metadata, details: details?.details ?? [] })
    : new ConnectError(Code.Unknown, message || `the grpc-status ${JSON.stringify(status)} means nothing`, {
        metadata,
      });
}

/** google.rpc.Status, which wins over the plain status and message; undefined if it cannot be read. */
function decodeDetails(value: string | null): Status | undefined {
  try {
    return value === null ? undefined : decodeStatus(decodeBase64(value));
  } catch {
    return undefined;
  }
}
