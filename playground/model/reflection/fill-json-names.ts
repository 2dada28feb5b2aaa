/**
 * Names fields in JSON as compilers do, where a descriptor leaves that out: servers in Python, for example, reflect
 * descriptors without these names.
 */
import { protoCamelCase } from "@bufbuild/protobuf/reflect";
import type { DescriptorProto } from "@bufbuild/protobuf/wkt";

export function fillJsonNames(messages: readonly DescriptorProto[]): void {
  for (const { field, nestedType } of messages) {
    for (const one of field) {
      one.jsonName ||= protoCamelCase(one.name);
    }
    fillJsonNames(nestedType);
  }
}
