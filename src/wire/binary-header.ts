/**
 * Bytes in headers and trailers, under names that end in "-bin".
 *
 * @see https://connectrpc.com/docs/protocol#unary-request (Binary-Metadata)
 */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { decodeAnyBase64, encodeBase64 } from "./base64.ts";

/**
 * Encodes the value of a header whose name ends in "-bin".
 *
 * @example
 * headers.set("trace-bin", encodeBinaryHeader(bytes));
 */
export function encodeBinaryHeader(bytes: Uint8Array): string {
  return encodeBase64(bytes);
}

/**
 * Decodes one value of such a header, padded or not, in either base64 alphabet. If there may be several values, use
 * `metadata.getAll(name)`, because `get` joins them. Throws data_loss for anything else.
 */
export function decodeBinaryHeader(value: string): Uint8Array {
  try {
    return decodeAnyBase64(value);
  } catch (cause) {
    throw new ConnectError(Code.DataLoss, `the value ${JSON.stringify(value)} of a binary header is not base64`, {
      cause,
    });
  }
}
