/** The protobuf JSON format, through protobuf-es. */
import {
  fromJsonString,
  type JsonReadOptions,
  type JsonWriteStringOptions,
  type Message,
  toJsonString,
} from "@bufbuild/protobuf";
import type { Codec } from "../wire/codec.ts";
import { descriptorOf } from "./proto-method.ts";

/** `registry` resolves the messages inside google.protobuf.Any; unknown fields are ignored by default. */
export type ProtoJsonOptions = Partial<JsonReadOptions & JsonWriteStringOptions>;

/**
 * Creates the codec for the protobuf JSON format.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
export function protoJson(options: ProtoJsonOptions = {}): Codec {
  const readOptions: ProtoJsonOptions = { ignoreUnknownFields: true, ...options };
  const encoder = new TextEncoder();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return {
    name: "json",
    encode: (type, message) => encoder.encode(toJsonString(descriptorOf(type), message as Message, options)),
    decode<T>(type: Parameters<typeof descriptorOf>[0], bytes: Uint8Array): T {
      // An empty body is the default message, as in the binary format.
      const text = bytes.byteLength === 0 ? "{}" : decoder.decode(bytes);
      return fromJsonString(descriptorOf(type), text, readOptions) as T;
    },
  };
}
