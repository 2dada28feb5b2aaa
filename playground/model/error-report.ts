/** Prepares an error for display: details of known types are decoded, those of other types shown as bytes. */
import { fromBinary, type Registry } from "@bufbuild/protobuf";
import { base64Encode } from "@bufbuild/protobuf/wire";
import { type ConnectError, type ErrorDetail, isConnectError } from "farcall";
import { formatMessage } from "./message-json.ts";

export interface DetailReport {
  readonly type: string;
  /** The message as JSON; undefined if it cannot be decoded. */
  readonly json: string | undefined;
  /** Why there is no JSON, with the bytes to show instead. */
  readonly raw: { readonly reason: string; readonly hex: string; readonly base64: string } | undefined;
}

const shownBytes = 512;

export function reportDetail({ type, value }: ErrorDetail, registry: Registry): DetailReport {
  const schema = registry.getMessage(type);
  if (!schema) {
    return { type, json: undefined, raw: rawDetail(value, "this page has no schema for the type") };
  }
  try {
    return { type, json: formatMessage(schema, fromBinary(schema, value), registry), raw: undefined };
  } catch {
    return { type, json: undefined, raw: rawDetail(value, "the bytes are not a valid message of this type") };
  }
}

function rawDetail(value: Uint8Array, reason: string): NonNullable<DetailReport["raw"]> {
  const shown = value.subarray(0, shownBytes);
  const rest = value.byteLength > shownBytes ? " …" : "";
  const hex = Array.from(shown, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return { reason, hex: hex + rest, base64: base64Encode(shown) + rest };
}

/**
 * Returns the errors that led to this one, outermost first, such as an exception of the platform. Those that its message
 * quotes are left out.
 */
export function causesOf(error: ConnectError): string[] {
  const causes: string[] = [];
  let cause: unknown = error.cause;
  // Bounded, because an error may be its own cause.
  while (cause !== undefined && cause !== null && causes.length < 5) {
    const { name, message } = cause instanceof Error ? cause : { name: "", message: String(cause) };
    // Its message has the code in front, which would be another text than the same one quoted.
    const quoted = isConnectError(cause) ? cause.rawMessage : message;
    if (!error.rawMessage.includes(quoted)) {
      causes.push(name ? `${name}: ${message}` : message);
    }
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
}
