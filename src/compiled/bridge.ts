/** Lets a compiled message hold messages whose types were left to protobuf-es. */
import type { AnyMessage, CompiledMessage } from "./compiled-type.ts";
import { readRest, remainingOptions } from "./reader.ts";
import { appendRaw, isWritingUnknown } from "./writer.ts";

/** The functions of protobuf-es. They are passed, so that a page without such a type does not load them. */
export interface Runtime<D> {
  create(descriptor: D, init?: object): object;
  mergeFromBinary(descriptor: D, target: never, bytes: Uint8Array, options: object): unknown;
  toBinary(descriptor: D, message: never, options: object): Uint8Array;
}

/** Returns a compiled type that calls protobuf-es. */
export function bridge<D extends { typeName: string }>(descriptor: D, runtime: Runtime<D>): CompiledMessage {
  function construct() {
    return runtime.create(descriptor);
  }
  return {
    kind: "message",
    typeName: descriptor.typeName,
    holdsBytes: true,
    n: construct as unknown as CompiledMessage["n"],
    c: (message, init) => Object.assign(message, runtime.create(descriptor, init)),
    r(message, end, group) {
      const options = remainingOptions();
      const bytes = readRest(end, group);
      runtime.mergeFromBinary(descriptor, message as never, bytes, options);
      return message;
    },
    w: (message: AnyMessage) =>
      appendRaw(runtime.toBinary(descriptor, message as never, { writeUnknownFields: isWritingUnknown() })),
  };
}
