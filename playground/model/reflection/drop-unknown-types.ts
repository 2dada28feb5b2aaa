/**
 * Takes out of descriptors what refers to types that nobody describes, so that the rest can be used: a field without a type
 * is an unknown field, which calls carry along, whereas one file that does not resolve would make all its services useless.
 */
import type { DescriptorProto, FieldDescriptorProto, FileDescriptorProto } from "@bufbuild/protobuf/wkt";

/**
 * @param files changed in place
 * @returns what was left out
 */
export function dropUnknownTypes(files: readonly FileDescriptorProto[]): string[] {
  const known = new Set<string>();
  for (const file of files) {
    const prefix = file.package === "" ? "." : `.${file.package}.`;
    addTypes(known, prefix, file);
  }
  const problems: string[] = [];
  const isKnown = (type: string) => type === "" || known.has(type.startsWith(".") ? type : `.${type}`);
  const keep = (what: string, type: string) => {
    if (!isKnown(type)) {
      problems.push(`${what} is left out: nobody describes ${type.replace(/^\./, "")}`);
    }
    return isKnown(type);
  };
  const keepExtension = (field: FieldDescriptorProto) =>
    keep(`The extension ${field.name}`, field.extendee) && keep(`The extension ${field.name}`, field.typeName);
  const prune = (name: string, message: DescriptorProto) => {
    // First, because the field of a map goes with its entry.
    message.nestedType = message.nestedType.filter((nested) => {
      const isUsable = !nested.options?.mapEntry || nested.field.every(({ typeName }) => isKnown(typeName));
      if (!isUsable) {
        known.delete(`.${name}.${nested.name}`);
      }
      return isUsable;
    });
    message.field = message.field.filter((field) => keep(`${name}.${field.name}`, field.typeName));
    message.extension = message.extension.filter(keepExtension);
    for (const nested of message.nestedType) {
      prune(`${name}.${nested.name}`, nested);
    }
  };
  for (const file of files) {
    const prefix = file.package === "" ? "" : `${file.package}.`;
    for (const message of file.messageType) {
      prune(`${prefix}${message.name}`, message);
    }
    file.extension = file.extension.filter(keepExtension);
    for (const service of file.service) {
      service.method = service.method.filter((method) => {
        const name = `${prefix}${service.name}/${method.name}`;
        return keep(name, method.inputType) && keep(name, method.outputType);
      });
    }
  }
  return problems;
}

function addTypes(
  known: Set<string>,
  prefix: string,
  { enumType, ...scope }: Pick<FileDescriptorProto, "enumType" | "messageType"> | DescriptorProto,
): void {
  for (const { name } of enumType) {
    known.add(prefix + name);
  }
  for (const message of "messageType" in scope ? scope.messageType : scope.nestedType) {
    known.add(prefix + message.name);
    addTypes(known, `${prefix}${message.name}.`, message);
  }
}
