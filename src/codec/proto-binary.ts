/** The protobuf binary format, through protobuf-es. */
import {
  type BinaryReadOptions,
  type BinaryWriteOptions,
  fromBinary,
  type Message,
  toBinary,
} from "@bufbuild/protobuf";
import type { MessageType } from "../core/method.ts";
import type { Codec } from "../wire/codec.ts";
import { descriptorOf } from "./proto-method.ts";

export type ProtoBinaryOptions = Partial<BinaryReadOptions & BinaryWriteOptions>;

/**
 * Creates the codec for the protobuf binary format, the default.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function protoBinary(options?: ProtoBinaryOptions): Codec {
  return {
    name: "proto",
    encode: (type, message) => toBinary(descriptorOf(type), message as Message, options),
    decode: <T>(type: MessageType<T>, bytes: Uint8Array) => fromBinary(descriptorOf(type), bytes, options) as T,
    keepsInput: true,
  };
}
