/**
 * Finds the comments of a .proto file in its descriptors. Those of `buf build` contain them; generated code does not, and
 * protoc needs `--include_source_info`.
 *
 * @see https://github.com/protocolbuffers/protobuf/blob/main/src/google/protobuf/descriptor.proto (SourceCodeInfo)
 */
import type {
  DescEnum,
  DescEnumValue,
  DescField,
  DescFile,
  DescMessage,
  DescMethod,
  DescService,
} from "@bufbuild/protobuf";

export type Commented = DescService | DescMethod | DescMessage | DescField | DescEnum | DescEnumValue;

/** The comments of a file, by the path of what they describe. */
const comments = new WeakMap<DescFile, ReadonlyMap<string, string>>();

/** Returns the comment above a declaration, or else behind it, without its slashes; empty for none. */
export function commentOf(described: Commented): string {
  const file = fileOf(described);
  let known = comments.get(file);
  if (!known) {
    known = commentsOf(file);
    comments.set(file, known);
  }
  return known.size === 0 ? "" : (known.get(pathOf(described).join(".")) ?? "");
}

/** The first paragraph of a comment, in one line. */
export function firstParagraph(comment: string): string {
  return (comment.split(/\n\s*\n/)[0] ?? "").replace(/\s+/g, " ").trim();
}

function commentsOf({ proto }: DescFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, leadingComments, trailingComments } of proto.sourceCodeInfo?.location ?? []) {
    const text = leadingComments || trailingComments;
    if (text) {
      found.set(path.join("."), withoutIndent(text));
    }
  }
  return found;
}

/** Removes the space after the slashes, and lines for linters. */
function withoutIndent(comment: string): string {
  return comment
    .split("\n")
    .map((line) => line.replace(/^ /, "").trimEnd())
    .filter((line) => !/^(buf:lint:ignore|@exclude|protolint:)/.test(line.trim()))
    .join("\n")
    .trim();
}

function fileOf(described: Commented): DescFile {
  return "file" in described ? described.file : described.parent.file;
}

/** The path of a declaration: field numbers of FileDescriptorProto and what it contains, each followed by an index. */
function pathOf(described: Commented): number[] {
  switch (described.kind) {
    case "service":
      return [6, described.file.services.indexOf(described)];
    case "rpc":
      return [...pathOf(described.parent), 2, described.parent.methods.indexOf(described)];
    case "message":
      return described.parent
        ? [...pathOf(described.parent), 3, described.parent.proto.nestedType.indexOf(described.proto)]
        : [4, described.file.proto.messageType.indexOf(described.proto)];
    case "enum":
      return described.parent
        ? [...pathOf(described.parent), 4, described.parent.proto.enumType.indexOf(described.proto)]
        : [5, described.file.proto.enumType.indexOf(described.proto)];
    case "field":
      return [...pathOf(described.parent), 2, described.parent.proto.field.indexOf(described.proto)];
    case "enum_value":
      return [...pathOf(described.parent), 2, described.parent.values.indexOf(described)];
    default:
      return [];
  }
}
