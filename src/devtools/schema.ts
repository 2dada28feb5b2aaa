/** All that is needed to read the messages of a method: the files that describe them, with what those import. */
import type { MethodInfo } from "../core/method.ts";
import { encodeBase64 } from "../wire/base64.ts";
import { encodeFileDescriptor } from "./file-descriptor.ts";
import type { Schema } from "./hook.ts";

/** As far as the descriptors of protobuf-es are looked at. */
interface DescFile {
  proto: object;
  dependencies: readonly DescFile[];
}

/** Undefined for messages of another runtime. */
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
