/** How messages become bytes. */
import type { MessageType } from "../core/method.ts";

/**
 * Turns messages into bytes and back. The name goes into the content type: "proto" makes application/proto,
 * application/connect+proto and application/grpc-web+proto.
 *
 * Both functions may throw anything: a call turns it into a ConnectError that names the message type.
 *
 * @see https://connectrpc.com/docs/protocol#unary-request (Message-Codec)
 */
export interface Codec {
  readonly name: string;
  encode<T>(type: MessageType<T>, message: T): Uint8Array;
  /** `bytes` may be a view of a larger buffer; a result that keeps parts of it keeps that buffer alive. */
  decode<T>(type: MessageType<T>, bytes: Uint8Array): T;
  /** True if results keep parts of their input: small messages are then copied out of large chunks. Default: false. */
  readonly keepsInput?: boolean;
}
