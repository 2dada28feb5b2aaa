/** Fields of message types that tests describe by hand, and the files of the types that they use. */
import { create } from "@bufbuild/protobuf";
import {
  type FieldDescriptorProto,
  FieldDescriptorProto_Label,
  FieldDescriptorProtoSchema,
  file_google_protobuf_any,
  file_google_protobuf_duration,
  file_google_protobuf_empty,
  file_google_protobuf_field_mask,
  file_google_protobuf_struct,
  file_google_protobuf_timestamp,
  file_google_protobuf_wrappers,
  type FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";

export const wellKnownFiles = [
  file_google_protobuf_any,
  file_google_protobuf_duration,
  file_google_protobuf_empty,
  file_google_protobuf_field_mask,
  file_google_protobuf_struct,
  file_google_protobuf_timestamp,
  file_google_protobuf_wrappers,
];

export interface FieldExtras {
  /** "acme.v1.Hat" */
  typeName?: string;
  isRepeated?: boolean;
  isRequired?: boolean;
  oneofIndex?: number;
  isOptional?: boolean;
  isDeprecated?: boolean;
  defaultValue?: string;
}

export function field(number: number, name: string, type: Type, extras: FieldExtras = {}): FieldDescriptorProto {
  const { REPEATED, REQUIRED, OPTIONAL } = FieldDescriptorProto_Label;
  return create(FieldDescriptorProtoSchema, {
    number,
    name,
    jsonName: name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    type,
    typeName: extras.typeName && `.${extras.typeName}`,
    oneofIndex: extras.oneofIndex,
    proto3Optional: extras.isOptional,
    defaultValue: extras.defaultValue,
    options: extras.isDeprecated ? { deprecated: true } : undefined,
    label: extras.isRepeated ? REPEATED : extras.isRequired ? REQUIRED : OPTIONAL,
  });
}
