/** Collects the files that describe the messages of a method, including their imports. */
import type { MethodInfo } from "../core/method.ts";
import { encodeBase64 } from "../wire/base64.ts";
import { encodeFileDescriptor } from "./file-descriptor.ts";
import type { Schema } from "./hook.ts";

/** The subset of protobuf-es descriptors that is needed. */
interface DescFile {
  proto: object;
  dependencies: readonly DescFile[];
}

/** Returns undefined for messages of another runtime. */
export function schemaOf({ input, output }: MethodInfo): Schema | undefined {
  const files = new Set<DescFile>();
  const visit = (file: DescFile) => {
    if (!files.has(file)) {
      file.dependencies.forEach(visit);
      files.add(file);
    }
  };
  for (const { file } of [input, output] as { file?: DescFile }[]) {
    if (!file) {
      return undefined;
    }
    visit(file);
  }
  return {
    input: input.typeName,
    output: output.typeName,
    files: Array.from(files, ({ proto }) => encodeBase64(encodeFileDescriptor(proto))),
  };
}
