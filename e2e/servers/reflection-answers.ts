/** Server reflection as a service implementation, with the habits that reflection servers have. */
import { toBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { Answer, Question } from "../../playground/model/reflection/reflection-service.ts";

export interface ReflectionOptions {
  /** All that the server knows. */
  readonly files: readonly FileDescriptorProto[];
  /** Services that it lists in addition to those in the files. */
  readonly listed?: readonly string[];
  /** "none": a file comes alone, and the client asks for what it imports. */
  readonly imports?: "all" | "none";
  /** Called instead of an error response: an error thrown from here ends the call. */
  readonly refuse?: (name: string) => never;
  /** Called with each question. */
  readonly onQuestion?: (question: Question) => void;
}

type Request = { messageRequest: Question | { case: undefined } };

export function createReflection({ files, listed = [], imports = "all", refuse, onQuestion }: ReflectionOptions) {
  const byName = new Map(files.map((file) => [file.name, file]));
  const serviceNames = files.flatMap(({ package: prefix, service }) => service.map(({ name }) => `${prefix}.${name}`));

  const withImports = (file: FileDescriptorProto): FileDescriptorProto[] => [
    file,
    ...(imports === "all" ? file.dependency.flatMap((name) => byName.get(name) ?? []).flatMap(withImports) : []),
  ];
  const fileAnswer = (file: FileDescriptorProto | undefined, name: string): Answer => {
    if (!file) {
      refuse?.(name);
      return { case: "errorResponse", value: { errorCode: 5, errorMessage: `${name} is unknown here` } };
    }
    const fileDescriptorProto = withImports(file).map((one) => toBinary(FileDescriptorProtoSchema, one));
    return { case: "fileDescriptorResponse", value: { fileDescriptorProto } };
  };

  const answer = ({ case: kind, value }: Question): Answer => {
    switch (kind) {
      case "listServices":
        return {
          case: "listServicesResponse",
          value: { service: [...serviceNames, ...listed].map((name) => ({ name })) },
        };
      case "fileByFilename":
        return fileAnswer(byName.get(value), value);
      case "fileContainingSymbol":
        return fileAnswer(
          files.find((file) => file.service.some(({ name }) => `${file.package}.${name}` === value)),
          value,
        );
    }
  };

  return {
    async *serverReflectionInfo(requests: AsyncIterable<Request>) {
      for await (const { messageRequest } of requests) {
        if (messageRequest.case !== undefined) {
          onQuestion?.(messageRequest);
          yield { messageResponse: answer(messageRequest) };
        }
      }
    },
  };
}
