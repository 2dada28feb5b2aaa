/**
 * The service with which servers describe themselves, in both of its versions.
 *
 * They differ in nothing but the package, and a .proto file can have only one. So the descriptors are built in the page,
 * from the few messages that are asked and answered here; a decoder skips the others as unknown fields.
 */
import { create, createFileRegistry, type Message } from "@bufbuild/protobuf";
import type { GenMessage, GenService } from "@bufbuild/protobuf/codegenv2";
import {
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { fillJsonNames } from "./fill-json-names.ts";

/** In the order in which they are tried: servers that know only the older one are still around. */
export const reflectionPackages = ["grpc.reflection.v1", "grpc.reflection.v1alpha"] as const;

export type Question = {
  case: "fileByFilename" | "fileContainingSymbol" | "listServices";
  value: string;
};

export type Answer =
  /** The file, and those that it imports or some of them, each a google.protobuf.FileDescriptorProto. */
  | { case: "fileDescriptorResponse"; value: { fileDescriptorProto: Uint8Array[] } }
  | { case: "listServicesResponse"; value: { service: { name: string }[] } }
  | { case: "errorResponse"; value: { errorCode: number; errorMessage: string } }
  | { case: undefined; value?: undefined };

type Request = Message & { messageRequest: Question | { case: undefined } };
type Response = Message & { messageResponse: Answer };

type ReflectionService = GenService<{
  serverReflectionInfo: { methodKind: "bidi_streaming"; input: GenMessage<Request>; output: GenMessage<Response> };
}>;

export function reflectionService(packageName: (typeof reflectionPackages)[number]): ReflectionService {
  const typeOf = (name: string) => ({ type: Type.MESSAGE, typeName: `.${packageName}.${name}` });
  const [string, bytes, int32] = [{ type: Type.STRING }, { type: Type.BYTES }, { type: Type.INT32 }];
  const [repeated, inOneof] = [{ label: Label.REPEATED }, { oneofIndex: 0 }];
  const file = create(FileDescriptorProtoSchema, {
    name: `${packageName.replaceAll(".", "/")}/reflection.proto`,
    package: packageName,
    syntax: "proto3",
    messageType: [
      {
        name: "ServerReflectionRequest",
        oneofDecl: [{ name: "message_request" }],
        field: [
          { name: "file_by_filename", number: 3, ...string, ...inOneof },
          { name: "file_containing_symbol", number: 4, ...string, ...inOneof },
          { name: "list_services", number: 7, ...string, ...inOneof },
        ],
      },
      {
        name: "ServerReflectionResponse",
        oneofDecl: [{ name: "message_response" }],
        field: [
          { name: "file_descriptor_response", number: 4, ...typeOf("FileDescriptorResponse"), ...inOneof },
          { name: "list_services_response", number: 6, ...typeOf("ListServiceResponse"), ...inOneof },
          { name: "error_response", number: 7, ...typeOf("ErrorResponse"), ...inOneof },
        ],
      },
      {
        name: "FileDescriptorResponse",
        field: [{ name: "file_descriptor_proto", number: 1, ...bytes, ...repeated }],
      },
      {
        name: "ListServiceResponse",
        field: [{ name: "service", number: 1, ...typeOf("ServiceResponse"), ...repeated }],
      },
      { name: "ServiceResponse", field: [{ name: "name", number: 1, ...string }] },
      {
        name: "ErrorResponse",
        field: [
          { name: "error_code", number: 1, ...int32 },
          { name: "error_message", number: 2, ...string },
        ],
      },
    ],
    service: [
      {
        name: "ServerReflection",
        method: [
          {
            name: "ServerReflectionInfo",
            inputType: `.${packageName}.ServerReflectionRequest`,
            outputType: `.${packageName}.ServerReflectionResponse`,
            clientStreaming: true,
            serverStreaming: true,
          },
        ],
      },
    ],
  });
  for (const field of file.messageType.flatMap((message) => message.field)) {
    field.label ||= Label.OPTIONAL;
  }
  fillJsonNames(file.messageType);
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [file] }));
  return registry.getService(`${packageName}.ServerReflection`) as ReflectionService;
}
