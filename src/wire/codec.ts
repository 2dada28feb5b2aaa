/** Defines how messages are encoded. */
import type { MessageType } from "../core/method.ts";

/**
 * Encodes and decodes messages. The name becomes part of the content type: "proto" is sent as application/proto,
 * application/connect+proto and application/grpc-web+proto.
 *
 * Both functions may throw anything: calls convert it to a ConnectError that names the message type.
 *
 * @see https://connectrpc.com/docs/protocol#unary-request (Message-Codec)
 */
export interface Codec {
  readonly name: string;
  encode<T>(type: MessageType<T>, message: T): Uint8Array;
  /** `bytes` may be a view of a larger buffer, which a result that references parts of it keeps alive. */
  decode<T>(type: MessageType<T>, bytes: Uint8Array): T;
  /** True if results reference their input: small messages are then copied out of large chunks. Default: false. */
  readonly keepsInput?: boolean;
}
