/**
 * The runtime of compiled message types, for the code that the bundler plugin generates: not a stable API, except for
 * `descOf`.
 */
export { create, fromBinary, mergeFromBinary, toBinary } from "./binary.ts";
export { bridge } from "./bridge.ts";
export { type CompiledMethod, type CompiledService, serviceType } from "./compiled-service.ts";
export {
  type AnyMessage,
  type CompiledDescriptor,
  type CompiledFile,
  type CompiledMessage,
  type DescriptorPath,
  enumType,
  extensionType,
  messageType,
} from "./compiled-type.ts";
export { descOf } from "./described.ts";
export { failRequired, failType, tellNames, wrap } from "./encode-error.ts";
export { setOwn, shape, take, toBytes, toList, toMap, toMessage } from "./init.ts";
export {
  endAt,
  enter,
  enterGroup,
  leave,
  more,
  readBool,
  readBytes,
  readDouble,
  readEnd,
  readFixed32,
  readFixed64,
  readFloat,
  readInt32,
  readInt64,
  readLaxString,
  readSfixed32,
  readSfixed64,
  readSint32,
  readSint64,
  readString,
  readTag,
  readUint32,
  readUint64,
  skipField,
} from "./reader.ts";
export { jsonOf, structOf } from "./struct-json.ts";
export { tableType } from "./table/table-type.ts";
export { isKnown, readUnknown, writeUnknown } from "./unknown-fields.ts";
export {
  close,
  open,
  writeBool,
  writeBytes,
  writeDouble,
  writeFixed32,
  writeFixed64,
  writeFloat,
  writeGroup,
  writeInt32,
  writeInt64,
  writeMessage,
  writeSfixed32,
  writeSfixed64,
  writeSint32,
  writeSint64,
  writeString,
  writeUint32,
  writeUint64,
} from "./writer.ts";
