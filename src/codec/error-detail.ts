/** Typed access to error details, which are kept encoded elsewhere. */
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
 * Encodes a message as an error detail.
 *
 * @example
 * new ConnectError(Code.Unavailable, "try later", { details: [errorDetail(RetryInfoSchema, { retryDelay })] });
 */
export function errorDetail<D extends DescMessage>(schema: D, init: MessageInitShape<D>): ErrorDetail {
  return { type: schema.typeName, value: toBinary(schema, create(schema, init)) };
}

/**
 * Returns all details of this type, decoded, in the order the server sent them. Details that cannot be decoded are
 * omitted: `error.details` has their bytes.
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
        // The error matters: a broken detail must not hide it.
      }
    }
  }
  return found;
}
