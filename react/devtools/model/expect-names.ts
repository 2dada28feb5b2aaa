/**
 * Refuses descriptors with names that no .proto file can have. A malicious page may have written them, and the panel copies
 * them as code: a name such as `a"; run(); "` would be executed in the terminal that it is pasted into.
 *
 * @see https://protobuf.dev/reference/protobuf/proto3-spec/#identifiers
 */
import type { DescriptorProto, EnumDescriptorProto, FileDescriptorProto } from "@bufbuild/protobuf/wkt";

const identifier = /^[A-Za-z_]\w*$/;
const packageName = /^([A-Za-z_]\w*(\.[A-Za-z_]\w*)*)?$/;
const path = /^[\w@+-][\w@+. /-]*$/;

export function expectNames(files: readonly FileDescriptorProto[]): void {
  for (const file of files) {
    expectName(file.name, path);
    expectName(file.package, packageName);
    file.messageType.forEach(expectMessageNames);
    file.enumType.forEach(expectEnumNames);
    for (const named of [...file.extension, ...file.service, ...file.service.flatMap(({ method }) => method)]) {
      expectName(named.name);
    }
  }
}

export function expectProcedure(service: string, method: string): void {
  expectName(service, packageName);
  expectName(method);
}

function expectMessageNames(message: DescriptorProto): void {
  for (const named of [message, ...message.field, ...message.extension, ...message.oneofDecl]) {
    expectName(named.name);
  }
  message.nestedType.forEach(expectMessageNames);
  message.enumType.forEach(expectEnumNames);
}

function expectEnumNames({ name, value }: EnumDescriptorProto): void {
  expectName(name);
  for (const named of value) {
    expectName(named.name);
  }
}

function expectName(name: string, pattern = identifier): void {
  if (!pattern.test(name)) {
    throw new Error(`a descriptor has the name ${JSON.stringify(name)}, which is not allowed in a .proto file`);
  }
}
