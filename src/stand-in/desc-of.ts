/** Makes the descriptors of protobuf-es for compiled types, when they are first asked for. */
import {
  create,
  type DescFile,
  type DescMessage,
  type DescService,
  mergeFromBinary,
  type toBinary,
} from "@bufbuild/protobuf";
import { enumDesc, extDesc, fileDesc, messageDesc, serviceDesc } from "@bufbuild/protobuf/codegenv2";
import { file_google_protobuf_descriptor } from "@bufbuild/protobuf/wkt";
import { bridge } from "../compiled/bridge.ts";
import type { CompiledMethod, CompiledService } from "../compiled/compiled-service.ts";
import type { CompiledDescriptor, CompiledFile, CompiledMessage } from "../compiled/compiled-type.ts";
import { inherit, isDescribed, setCounterpart } from "../compiled/described.ts";

type Compiled = CompiledMessage | CompiledDescriptor | CompiledService;
type CompiledOrMethod = Compiled | CompiledMethod;

// A descriptor of protobuf-es exists only where this module does, so this is where its functions come from.
setCounterpart((type) => (isDescribed(type) ? make(type as object as CompiledOrMethod) : toBridge(type)));
inherit(
  "jsonName fieldKind listKind mapKind mapKey scalar message enum oneof presence packed delimitedEncoding longAsString utf8Validation getDefaultValue",
);

type Make = (file: DescFile, ...path: number[]) => object;
const makers = { message: messageDesc, enum: enumDesc, extension: extDesc, service: serviceDesc } as Record<
  Compiled["kind"],
  Make
>;
const files = new WeakMap<object, DescFile>();
const descriptors = new WeakMap<object, object>();
const bridges = new WeakMap<object, CompiledMessage>();

/** The DescFile of a compiled file. A DescFile is returned as it is. */
export function fileOf(file: CompiledFile | object): DescFile {
  if (!isCompiledFile(file)) {
    return file as DescFile;
  }
  let made = files.get(file);
  if (!made) {
    // Every page would carry these descriptors if they were kept as data.
    made =
      file.data === "google/protobuf/descriptor"
        ? file_google_protobuf_descriptor
        : fileDesc(file.data, file.dependencies.map(fileOf));
    files.set(file, made);
  }
  return made;
}

/** The descriptor of a compiled type, method or file; anything else is returned as it is. */
export function descOf<T>(value: T): T {
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (isDescribed(value)) {
    return make(value as object as CompiledOrMethod) as T;
  }
  return isCompiledFile(value) ? (fileOf(value) as T) : value;
}

/** A function of protobuf-es that takes compiled types as well. */
export function reflecting<F extends (...args: never[]) => unknown>(run: F): F {
  return ((...args: never[]) => run(...args.map(descOf))) as F;
}

function make(type: CompiledOrMethod): object {
  if (type.kind === "rpc") {
    return (make(type.parent) as DescService).method[type.localName] as object;
  }
  let made = descriptors.get(type);
  if (!made) {
    if (!type.d) {
      throw new Error(
        `${type.typeName} was compiled without its descriptor: build the page with compileProtobuf({ reflection: true })`,
      );
    }
    const [file, ...path] = type.d();
    made = makers[type.kind](fileOf(file), ...path);
    descriptors.set(type, made);
  }
  return made;
}

function isCompiledFile(value: object): value is CompiledFile {
  return "data" in value && typeof value.data === "string" && "dependencies" in value && !("$typeName" in value);
}

type Encoder = typeof toBinary;
let encoder: Encoder | undefined;

/** Passed by what hands out descriptors of protobuf-es: a page that only calls `toJson` does without its encoder. */
export function setEncoder(encode: Encoder): void {
  encoder = encode;
}

function encode(...[descriptor, message, options]: Parameters<Encoder>): ReturnType<Encoder> {
  if (!encoder) {
    throw new Error(
      `${descriptor.typeName}: this page cannot encode with a descriptor of protobuf-es: get it from descOf() of farcall/compiled`,
    );
  }
  return encoder(descriptor, message, options);
}

function toBridge(descriptor: object): CompiledMessage {
  let made = bridges.get(descriptor);
  if (!made) {
    made = bridge(descriptor as DescMessage, { create, mergeFromBinary, toBinary: encode });
    bridges.set(descriptor, made);
  }
  return made;
}
