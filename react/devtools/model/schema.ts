/** The descriptors of a call's messages. */
import type { DescMessage, DescMethod, FileRegistry } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";

export interface CallSchema {
  readonly registry: FileRegistry | undefined;
  readonly input: DescMessage | undefined;
  readonly output: DescMessage | undefined;
  /** The files that the page gave. */
  readonly files: readonly FileDescriptorProto[];
  /** Why there is no registry. */
  readonly problem?: string;
}

export const noSchema: CallSchema = { registry: undefined, input: undefined, output: undefined, files: [] };

/** Returns the method of a procedure, if the page's files describe its service. */
export function findMethod(schema: CallSchema, service: string, method: string): DescMethod | undefined {
  return schema.registry?.getService(service)?.methods.find(({ name }) => name === method);
}
