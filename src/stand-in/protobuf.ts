/**
 * Stands in for `@bufbuild/protobuf` in pages with compiled messages. What is imported decides what a page pays: the
 * functions of light.ts do without protobuf-es, those of reflective.ts load it.
 */
export * from "@bufbuild/protobuf";
export { create, fromBinary, isMessage, mergeFromBinary, toBinary } from "./light.ts";
export {
  clearExtension,
  clearField,
  clone,
  createFileRegistry,
  createMutableRegistry,
  createRegistry,
  enumFromJson,
  enumToJson,
  equals,
  fromJson,
  fromJsonString,
  getExtension,
  getOption,
  hasExtension,
  hasOption,
  isEnumJson,
  isFieldSet,
  isUnknownEnum,
  merge,
  mergeFromJson,
  mergeFromJsonString,
  setExtension,
  toJson,
  toJsonString,
} from "./reflective.ts";
