/**
 * The last frame of a gRPC-Web body: lines of "name: value" that include the outcome of the call.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import { codeToNumber } from "../../core/code.ts";
import type { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { encodeBase64 } from "../../wire/base64.ts";
import { toByteString } from "../../wire/byte-string.ts";
import { encodePercent } from "../../wire/percent.ts";
import { detailsHeader, messageHeader, statusHeader } from "./outcome.ts";
import { encodeStatus, type Status } from "./status.ts";

/** Encodes the payload. Each line ends with CRLF. */
export function encodeTrailers(trailers: Metadata): Uint8Array {
  let block = "";
  for (const [name, value] of trailers.allItems()) {
    block += `${name}: ${value}\r\n`;
  }
  return new TextEncoder().encode(block);
}

/**
 * Decodes the lines, with values as in HTTP: one character per byte. Lines that are not headers are skipped. LF alone
 * also ends a line; CR alone does not.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-2.2
 */
export function decodeTrailers(payload: Uint8Array): [name: string, value: string][] {
  return toByteString(payload)
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(":");
      return colon > 0 ? [[line.slice(0, colon).trim(), trimBlanks(line.slice(colon + 1))]] : [];
    });
}

/** Trims what HTTP trims. Unlike `trim`, keeps the byte 0xA0, with which many UTF-8 characters end. */
function trimBlanks(value: string): string {
  let [start, end] = [0, value.length];
  while (start < end && /[ \t]/.test(value.charAt(start))) {
    start++;
  }
  while (start < end && /[ \t]/.test(value.charAt(end - 1))) {
    end--;
  }
  return value.slice(start, end);
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
