/**
 * Bytes in headers and trailers, under names that end in "-bin".
 *
 * @see https://connectrpc.com/docs/protocol#unary-request (Binary-Metadata)
 */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { decodeAnyBase64, encodeBase64 } from "./base64.ts";

/**
 * The value for a header whose name ends in "-bin".
 *
 * @example
 * headers.set("trace-bin", encodeBinaryHeader(bytes));
 */
export function encodeBinaryHeader(bytes: Uint8Array): string {
  return encodeBase64(bytes);
}

/**
 * The bytes of one value of such a header, padded or not, in either alphabet of base64. Where there may be several
 * values, `metadata.getAll(name)` first: `get` joins them. Throws data_loss for anything else.
 */
export function decodeBinaryHeader(value: string): Uint8Array {
  try {
    return decodeAnyBase64(value);
  } catch (cause) {
    throw new ConnectError(Code.DataLoss, `a binary header holds ${JSON.stringify(value)}, which is not base64`, {
      cause,
    });
  }
}
