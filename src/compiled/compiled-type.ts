/** What takes the place of a generated descriptor once its file was compiled. */
import { described } from "./described.ts";

/** A message, as protobuf-es has it. */
export interface AnyMessage {
  $typeName: string;
  $unknown?: UnknownField[];
  [field: string]: unknown;
}

interface UnknownField {
  no: number;
  wireType: number;
  data: Uint8Array;
}

/** The descriptor of a file as data: the same base64 as in generated code, and the files that it imports. */
export interface CompiledFile {
  readonly data: string;
  /** A file that was left to protobuf-es is its DescFile. */
  readonly dependencies: readonly (CompiledFile | object)[];
}

/** A file, and the indexes that lead to one of its descriptors. */
export type DescriptorPath = readonly [file: CompiledFile, ...path: number[]];

interface Described {
  readonly typeName: string;
  /** Leads to the descriptor. Absent if the types were compiled without reflection. */
  readonly d?: (() => DescriptorPath) | undefined;
}

/** A compiled message type. Its functions have names of one letter because minifiers do not shorten properties. */
export interface CompiledMessage extends Described {
  readonly kind: "message";
  /** True if a decoded message can hold views of its input, apart from unknown fields. */
  readonly holdsBytes: boolean;
  /** Makes a message without values. */
  readonly n: new () => AnyMessage;
  /** Copies the fields that a caller passed into a new message. */
  readonly c: (message: AnyMessage, init: Record<string, unknown>) => void;
  /** Reads up to `end`, or up to the tag that ends a group, into a message, and returns it. */
  readonly r: (message: AnyMessage, end: number, group: number) => AnyMessage;
  /** Writes a message. */
  readonly w: (message: AnyMessage) => void;
}

/** An enum or an extension: nothing but the way to its descriptor. */
export interface CompiledDescriptor extends Described {
  readonly kind: "enum" | "extension";
}

export function messageType(
  typeName: string,
  holdsBytes: 0 | 1,
  n: CompiledMessage["n"],
  c: CompiledMessage["c"],
  r: CompiledMessage["r"],
  w: CompiledMessage["w"],
  d?: () => DescriptorPath,
): CompiledMessage {
  return described({ kind: "message", typeName, holdsBytes: holdsBytes === 1, n, c, r, w, d });
}

export function enumType(typeName: string, d?: () => DescriptorPath): CompiledDescriptor {
  return described({ kind: "enum", typeName, d });
}

export function extensionType(typeName: string, d?: () => DescriptorPath): CompiledDescriptor {
  return described({ kind: "extension", typeName, d });
}
