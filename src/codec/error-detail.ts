/** Typed access to the details of an error, which the core keeps encoded. */
import {
  create,
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import type { ConnectError, ErrorDetail } from "../core/connect-error.ts";

/**
 * Encodes a message as a detail of an error.
 *
 * @example
 * new ConnectError(Code.Unavailable, "try later", { details: [errorDetail(RetryInfoSchema, { retryDelay })] });
 */
export function errorDetail<D extends DescMessage>(schema: D, init: MessageInitShape<D>): ErrorDetail {
  return { type: schema.typeName, value: toBinary(schema, create(schema, init)) };
}

/**
 * All details of this type, decoded, in the order in which the server sent them. A detail that does not decode is left
 * out: `error.details` has its bytes.
 *
 * @example
 * for (const { retryDelay } of findDetails(error, RetryInfoSchema)) { ... }
 */
export function findDetails<D extends DescMessage>(error: ConnectError, schema: D): MessageShape<D>[] {
  const found: MessageShape<D>[] = [];
  for (const { type, value } of error.details) {
    if (type === schema.typeName) {
      try {
        found.push(fromBinary(schema, value));
      } catch {
        // The error is what matters; a detail that is broken must not hide it.
      }
    }
  }
  return found;
}
