/** The comment of anything in its .proto file, if the schema came with its source comments. */
import type {
  DescEnum,
  DescEnumValue,
  DescField,
  DescFile,
  DescMessage,
  DescMethod,
  DescOneof,
  DescService,
} from "@bufbuild/protobuf";
import type { SourceCodeInfo_Location } from "@bufbuild/protobuf/wkt";

type Commented = DescService | DescMethod | DescField | DescOneof | DescEnumValue | DescMessage | DescEnum;

/** Numbers of fields of descriptor.proto, which make up the paths of locations. */
const inFile = { message: 4, enum: 5, service: 6 };
const inMessage = { field: 2, message: 3, enum: 4, oneof: 8 };
const inEnum = { value: 2 };
const inService = { method: 2 };

export function commentOf(desc: Commented): string | undefined {
  const file = fileOf(desc);
  const location = file && locationsOf(file).get(pathOf(desc).join());
  const text = location?.leadingComments || location?.trailingComments;
  return text ? tidied(text) : undefined;
}

/** Returns the first paragraph of a comment. */
export function firstParagraph(comment: string): string {
  return comment.split(/\n\s*\n/)[0] ?? "";
}

/** Undefined for compiled types, which have no file. */
function fileOf(desc: Commented): DescFile | undefined {
  return "file" in desc ? desc.file : desc.parent?.file;
}

function pathOf(desc: Commented): number[] {
  switch (desc.kind) {
    case "service":
      return [inFile.service, desc.file.proto.service.indexOf(desc.proto)];
    case "rpc":
      return [...pathOf(desc.parent), inService.method, desc.parent.proto.method.indexOf(desc.proto)];
    case "field":
      return [...pathOf(desc.parent), inMessage.field, desc.parent.proto.field.indexOf(desc.proto)];
    case "oneof":
      return [...pathOf(desc.parent), inMessage.oneof, desc.parent.proto.oneofDecl.indexOf(desc.proto)];
    case "enum_value":
      return [...pathOf(desc.parent), inEnum.value, desc.parent.proto.value.indexOf(desc.proto)];
    case "message":
      return desc.parent
        ? [...pathOf(desc.parent), inMessage.message, desc.parent.proto.nestedType.indexOf(desc.proto)]
        : [inFile.message, desc.file.proto.messageType.indexOf(desc.proto)];
    case "enum":
      return desc.parent
        ? [...pathOf(desc.parent), inMessage.enum, desc.parent.proto.enumType.indexOf(desc.proto)]
        : [inFile.enum, desc.file.proto.enumType.indexOf(desc.proto)];
  }
}

const locations = new WeakMap<DescFile, Map<string, SourceCodeInfo_Location>>();

/** By path. Searching the list for every field would take seconds in large files. */
function locationsOf(file: DescFile): Map<string, SourceCodeInfo_Location> {
  let byPath = locations.get(file);
  if (!byPath) {
    byPath = new Map(file.proto.sourceCodeInfo?.location.map((location) => [location.path.join(), location]));
    locations.set(file, byPath);
  }
  return byPath;
}

/** Without the space after // and the stars of a block, and with paragraphs in one line each. */
function tidied(comment: string): string {
  const lines = comment.split("\n").map((line) => line.replace(/^\s*\*? ?/, "").trimEnd());
  return lines
    .join("\n")
    .trim()
    .replace(/([^\n])\n(?=[^\n\s\-*])/g, "$1 ");
}
