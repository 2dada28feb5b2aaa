/**
 * Stands in for `@bufbuild/protobuf/wkt`: well-known types are compiled as others are, descriptors stay real, and the
 * functions for them create compiled messages.
 */
export * from "@bufbuild/protobuf/wkt";
export { AnySchema, file_google_protobuf_any } from "./wkt/any_pb.ts";
export { ApiSchema, file_google_protobuf_api, MethodSchema, MixinSchema } from "./wkt/api_pb.ts";
export { file_google_protobuf_descriptor } from "./wkt/descriptor_pb.ts";
export { DurationSchema, file_google_protobuf_duration } from "./wkt/duration_pb.ts";
export { EmptySchema, file_google_protobuf_empty } from "./wkt/empty_pb.ts";
export { FieldMaskSchema, file_google_protobuf_field_mask } from "./wkt/field_mask_pb.ts";
export { file_google_protobuf_source_context, SourceContextSchema } from "./wkt/source_context_pb.ts";
export {
  file_google_protobuf_struct,
  ListValueSchema,
  NullValue,
  NullValueSchema,
  StructSchema,
  ValueSchema,
} from "./wkt/struct_pb.ts";
export { file_google_protobuf_timestamp, TimestampSchema } from "./wkt/timestamp_pb.ts";
export {
  EnumSchema,
  EnumValueSchema,
  Field_Cardinality,
  Field_CardinalitySchema,
  Field_Kind,
  Field_KindSchema,
  FieldSchema,
  file_google_protobuf_type,
  OptionSchema,
  Syntax,
  SyntaxSchema,
  TypeSchema,
} from "./wkt/type_pb.ts";
export {
  BoolValueSchema,
  BytesValueSchema,
  DoubleValueSchema,
  FloatValueSchema,
  file_google_protobuf_wrappers,
  Int32ValueSchema,
  Int64ValueSchema,
  StringValueSchema,
  UInt32ValueSchema,
  UInt64ValueSchema,
} from "./wkt/wrappers_pb.ts";
export { anyIs, anyPack, anyUnpack, anyUnpackTo } from "./wkt-any.ts";
export { hasCustomJsonRepresentation, isWrapperDesc } from "./wkt-reflective.ts";
export { durationFromMs, timestampFromDate, timestampFromMs, timestampNow } from "./wkt-time.ts";
