/** Random files of protobuf: messages with fields of all kinds, in all editions. */
import { create, createFileRegistry, type DescFile } from "@bufbuild/protobuf";
import {
  Edition,
  FeatureSet_MessageEncoding as Encoding,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  file_google_protobuf_struct,
  file_google_protobuf_wrappers,
  FieldOptions_JSType as JsType,
  FieldDescriptorProto_Label as Label,
  FeatureSet_RepeatedFieldEncoding as Packing,
  FeatureSet_FieldPresence as Presence,
  FieldDescriptorProto_Type as Type,
  FeatureSet_Utf8Validation as Utf8,
} from "@bufbuild/protobuf/wkt";
import type { Random } from "./random.ts";

const names = ["name", "first_name", "URL", "x__y", "to_string", "constructor", "value_2", "case"];
const foreign = ["Struct", "Value", "ListValue", "StringValue", "BytesValue", "Int64Value", "BoolValue", "DoubleValue"];
const keyTypes = [3, 4, 5, 6, 7, 8, 9, 13, 15, 16, 17, 18] as Type[];
const syntaxes = ["proto2", "proto3", "editions", "editions"] as const;

/** A file with up to four messages, which refer to each other, and two enums. */
export function randomFile(random: Random, name: string): DescFile {
  const syntax = random.pick(syntaxes);
  const edition = syntax === "editions" ? random.pick([Edition.EDITION_2023, Edition.EDITION_2024]) : undefined;
  const count = 1 + random.below(4);
  const base = syntax === "proto3" ? 0 : random.below(2);
  const values = (prefix: string) =>
    [base, 1, 5, -3].flatMap((number, i, all) =>
      all.indexOf(number) === i ? [{ name: `${prefix}_${i}`, number }] : [],
    );
  const file = create(FileDescriptorProtoSchema, {
    name: `${name}.proto`,
    package: name,
    syntax,
    ...(edition && { edition }),
    dependency: ["google/protobuf/struct.proto", "google/protobuf/wrappers.proto"],
    enumType: [
      { name: "Kind", value: values("KIND"), ...(edition && base !== 0 && { options: { features: { enumType: 2 } } }) },
      { name: "Level", value: values("LEVEL"), ...(edition && { options: { features: { enumType: 2 } } }) },
    ],
    messageType: Array.from({ length: count }, (_, i) => randomMessage(random, `${name}.M${i}`, count, syntax)),
  });
  const set = create(FileDescriptorSetSchema, {
    file: [file_google_protobuf_struct.proto, file_google_protobuf_wrappers.proto, file],
  });
  return createFileRegistry(set).getFile(file.name) as DescFile;
}

function randomMessage(random: Random, fullName: string, count: number, syntax: (typeof syntaxes)[number]) {
  const [packageName = "", name = ""] = fullName.split(".");
  const nestedType: object[] = [];
  const numbers = new Set<number>();
  const fieldCount = random.below(9);
  while (numbers.size < fieldCount) {
    numbers.add(random.chance(0.8) ? 1 + random.below(20) : 20000 + random.below(2 ** 29 - 20001));
  }
  const hasOneof = random.chance(0.5);
  let oneofCount = 0;
  const field = [...numbers].map((number, i) => {
    const type = (1 + random.below(18)) as Type;
    const message = random.chance(0.4)
      ? `.google.protobuf.${random.pick(foreign)}`
      : `.${packageName}.M${random.below(count)}`;
    const isGroup = type === Type.GROUP;
    const valueType = isGroup && syntax !== "proto2" ? Type.MESSAGE : type;
    const isMessage = valueType === Type.MESSAGE || valueType === Type.GROUP;
    const typeName = isMessage
      ? message
      : valueType === Type.ENUM
        ? `.${packageName}.${random.pick(enums(syntax))}`
        : "";
    const fieldName = `${random.pick(names)}_${i}`
      .replace("to_string_0", "to_string")
      .replace("constructor_1", "constructor");
    const common = { name: fieldName, number };
    const longs: Type[] = [Type.INT64, Type.UINT64, Type.FIXED64, Type.SFIXED64, Type.SINT64];
    const jstype = longs.includes(valueType) && random.chance(0.3) ? JsType.JS_STRING : undefined;
    const shape = random.below(isGroup ? 2 : 4);
    if (shape === 3) {
      const entry = `${protoPascal(fieldName)}Entry`;
      nestedType.push({
        name: entry,
        options: { mapEntry: true },
        field: [
          { name: "key", number: 1, label: Label.OPTIONAL, type: random.pick(keyTypes) },
          { name: "value", number: 2, label: Label.OPTIONAL, type: valueType, typeName },
        ],
      });
      return { ...common, label: Label.REPEATED, type: Type.MESSAGE, typeName: `.${fullName}.${entry}` };
    }
    const features = syntax === "editions" ? randomFeatures(random, shape, isMessage, valueType) : undefined;
    const isPackable = ![Type.STRING, Type.BYTES, Type.MESSAGE, Type.GROUP].includes(valueType);
    const packed =
      syntax !== "editions" && shape === 1 && isPackable && random.chance(0.5) ? random.chance(0.5) : undefined;
    const options = {
      ...(packed !== undefined && { packed }),
      ...(features && { features }),
      ...(jstype && { jstype }),
    };
    if (shape === 1) {
      return { ...common, label: Label.REPEATED, type: valueType, typeName, options };
    }
    if (hasOneof && random.chance(0.5)) {
      oneofCount++;
      const { features: _, ...rest } = options;
      return { ...common, label: Label.OPTIONAL, type: valueType, typeName, oneofIndex: 0, options: rest };
    }
    const label = syntax === "proto2" && random.chance(0.2) ? Label.REQUIRED : Label.OPTIONAL;
    return { ...common, label, type: valueType, typeName, options };
  });
  return { name, nestedType, field, oneofDecl: oneofCount > 0 ? [{ name: "choice" }] : [] } as object;
}

/** An enum that is closed cannot be in a proto3 message. */
function enums(syntax: (typeof syntaxes)[number]): readonly string[] {
  return syntax === "proto3" ? ["Kind"] : ["Kind", "Level"];
}

function randomFeatures(random: Random, shape: number, isMessage: boolean, type: Type) {
  const isPackable = !isMessage && type !== Type.STRING && type !== Type.BYTES;
  return {
    ...(shape !== 1 &&
      !isMessage && { fieldPresence: random.pick([Presence.EXPLICIT, Presence.IMPLICIT, Presence.LEGACY_REQUIRED]) }),
    ...(shape === 1 && isPackable && { repeatedFieldEncoding: random.pick([Packing.PACKED, Packing.EXPANDED]) }),
    ...(type === Type.STRING && { utf8Validation: random.pick([Utf8.VERIFY, Utf8.NONE]) }),
    ...(isMessage && { messageEncoding: random.pick([Encoding.LENGTH_PREFIXED, Encoding.DELIMITED]) }),
  };
}

function protoPascal(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
