/** Creates the error that a request specifies. */
import { ConnectError, errorDetail } from "farcall";
import { CodeNumber, RequestInfoSchema } from "./protos.mjs";

/**
 * @param {NonNullable<import("./implementation.mjs").StreamAnswer["error"]>} error
 * @param {import("@bufbuild/protobuf").MessageShape<typeof RequestInfoSchema> | undefined} requestInfo becomes a detail
 */
export function errorOf({ code, message, details }, requestInfo) {
  return new ConnectError(codeOf(code), message, {
    details: [
      ...details.map(({ typeUrl, value }) => ({ type: typeUrl.slice(typeUrl.lastIndexOf("/") + 1), value })),
      ...(requestInfo ? [errorDetail(RequestInfoSchema, requestInfo)] : []),
    ],
  });
}

/**
 * The suite uses our names for codes, in upper case.
 *
 * @param {CodeNumber} code
 */
function codeOf(code) {
  return /** @type {import("farcall").Code} */ (CodeNumber[code].toLowerCase());
}
